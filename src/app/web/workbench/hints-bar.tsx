import type { ReactNode } from 'react'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { arbitrateMessages } from './arbitrate-messages.ts'
import { inspectMessages } from './inspect-messages.ts'
import { isFrozen, type RoomMode } from './keys.ts'
import { reviewMessages, workbenchMessages as m } from './messages.ts'
import { pinMessages } from './pin-messages.ts'
import { placeMessages } from './place-messages.ts'
import type { Sitting } from './open-task.ts'
import { useFacts } from './use-session.ts'

/** What the keys do right now. */
export const HintsBar = ({ sitting, mode, onKeys }: { readonly sitting: Sitting, readonly mode: RoomMode, onKeys(): void }): ReactNode => {
  const t = useT(), { tool } = useFacts(sitting.session)
  const hint = sitting.kind === 'text' ? m.hintText : tool === 'box' ? m.hintDrag : tool === 'polygon' ? m.hintPolygon : m.hintSelect
  return (
    <footer className="hints" aria-label={t(m.hints)}>
      {isFrozen(mode) ? <>
        {mode === 'inspect' && <><span><KeyHint keys="↵" /> {t(inspectMessages.keyJudge)}</span><span><KeyHint keys="U" /> {t(inspectMessages.keyDefect)}</span></>}
        {mode === 'mark' && <span><KeyHint keys="U" /> {t(reviewMessages.addDefect)}</span>}
        {(mode === 'inspect' || mode === 'mark') && <span><KeyHint keys="⇧ U" /> {t(pinMessages.set)}</span>}
        {mode !== 'still' && <span><KeyHint keys="[" /> <KeyHint keys="]" /> {t(inspectMessages.hintItems)}</span>}
      </> : <>
        {mode === 'arbitrate' ? <>
          <span><KeyHint keys="J" /> <KeyHint keys="K" /> {t(arbitrateMessages.hintWalk)}</span>
          <span><KeyHint keys="1" />–<KeyHint keys="9" /> {t(arbitrateMessages.hintReader)}</span>
          <span><KeyHint keys="⇧ 1" />–<KeyHint keys="9" /> {t(arbitrateMessages.hintTake)}</span>
          <span><KeyHint keys="W" /> {t(arbitrateMessages.keyPanes)}</span>
          <span><KeyHint keys="U" /> {t(arbitrateMessages.keyReason)}</span>
        </> : <>
          <span>{t(hint)}</span>
          <span><KeyHint keys="1" />–<KeyHint keys="0" /> {t(m.hintClass)}</span>
        </>}
      </>}
      {sitting.places.sittings.length > 1 && <span><KeyHint keys="D" /> <KeyHint keys="F" /> {t(placeMessages.hint)}</span>}
      <span><KeyHint keys="." /> {t(m.hintNext)}</span>
      <span><KeyHint keys="F6" /> {t(m.hintRegion)}</span>
      <button type="button" className="ui-link" onClick={onKeys}><KeyHint keys="?" /> {t(m.keys)}</button>
    </footer>
  )
}

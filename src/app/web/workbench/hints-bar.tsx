import type { ReactNode } from 'react'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { workbenchMessages as m } from './messages.ts'
import type { Sitting } from './open-task.ts'
import { useFacts } from './use-session.ts'

/** What the keys do right now. */
export const HintsBar = ({ sitting, onKeys }: { readonly sitting: Sitting, onKeys(): void }): ReactNode => {
  const t = useT(), { tool } = useFacts(sitting.session)
  const hint = sitting.kind === 'text' ? m.hintText : tool === 'box' ? m.hintDrag : tool === 'polygon' ? m.hintPolygon : m.hintSelect
  return (
    <footer className="hints" aria-label={t(m.hints)}>
      <span>{t(hint)}</span>
      <span><KeyHint keys="1" />–<KeyHint keys="0" /> {t(m.hintClass)}</span>
      <span><KeyHint keys="." /> {t(m.hintNext)}</span>
      <span><KeyHint keys="F6" /> {t(m.hintRegion)}</span>
      <button type="button" className="ui-link" onClick={onKeys}><KeyHint keys="?" /> {t(m.keys)}</button>
    </footer>
  )
}

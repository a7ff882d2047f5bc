import { useState, type ReactNode } from 'react'
import type { Failure } from '../../../kernel/failure.ts'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { workbenchMessages as m } from './messages.ts'

const reasons = [m.skipUnreadable, m.skipUnclear, m.skipSensitive]

export interface SkipDialogProps { readonly open: boolean, readonly busy: boolean, readonly failure: Failure | null, onClose(): void, onSkip(reason: string): void }

export const SkipDialog = ({ open, busy, failure, onClose, onSkip }: SkipDialogProps): ReactNode => {
  const t = useT()
  const [reason, set] = useState('')
  const isGiven = reason.trim() !== ''
  return (
    <Dialog open={open} title={t(m.skipTitle)} onClose={onClose} actions={<>
      <Button onClick={onClose}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={busy} blocked={isGiven ? undefined : t(m.skipNeedsReason)} onClick={() => onSkip(reason.trim())}>{t(m.skipDo)}</Button>
    </>}>
      <div className="stack">
        <p>{t(m.skipText)}</p>
        {reasons.map(one => <Radio key={one.en} name="skip-reason" label={t(one)} checked={reason === t(one)} onChange={() => set(t(one))} />)}
        <label className="stack"><span className="strong meta">{t(m.skipReason)}</span><textarea rows={3} maxLength={2000} value={reason} onChange={event => set(event.target.value)} /></label>
        {failure && <FailureState failure={failure} />}
      </div>
    </Dialog>
  )
}

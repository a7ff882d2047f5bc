import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react'
import type { DefectInput } from '../../../chain/5-inspection/contract.ts'
import { codesFor, severities, type Pin } from '../../../chain/5-inspection/model.ts'
import { defectMessages } from '../../../chain/5-inspection/web/messages.ts'
import { Button } from '../../../ui/button.tsx'
import { Radio } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { reviewMessages as r } from './messages.ts'

/** A shape, a pinned place, or the whole task. */
export interface DefectSubject { readonly shape: string | null, readonly name: string, readonly slot?: string, readonly pin?: Pin }

export interface DefectDialogProps {
  /** What the defect is of; null while the dialog is closed. */
  readonly subject: DefectSubject | null
  /** Of the task: texts have codes of their own. */
  readonly modalities: readonly string[]
  onClose(): void
  onNote(defect: DefectInput): void
}

interface FormProps { readonly isWhole: boolean, readonly codes: readonly DefectInput['code'][], onClose(): void, onDone(defect: Omit<DefectInput, 'shape'>): void }

/** A code by digit, how bad, and what to say of it. A whole task lacks something more often than it is misplaced. */
const DefectForm = ({ isWhole, codes, onClose, onDone }: FormProps): ReactNode => {
  const t = useT()
  const [code, setCode] = useState<DefectInput['code']>(isWhole ? 'missed' : 'offset'), [severity, setSeverity] = useState<DefectInput['severity']>('major'), [note, setNote] = useState('')
  const byDigit = (event: KeyboardEvent): void => {
    const chosen = event.ctrlKey || event.altKey || event.metaKey ? undefined : codes[Number(event.key) - 1]
    if (chosen) setCode(chosen)
  }
  const form = useRef<HTMLFormElement>(null)
  // The dialog is shown after its content is there, and would take the first radio.
  useEffect(() => {
    const frame = requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('input:checked')?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  const send = (event: FormEvent): void => { event.preventDefault(); onDone({ code, severity, ...(note.trim() !== '' && { note: note.trim() }) }) }
  return (
    <form ref={form} className="stack" onSubmit={send}>
      <fieldset><legend className="strong meta">{t(r.code)}</legend>
        <div className="codes">{codes.map((one, i) => (
          <span key={one} className="row">{i < 9 && <KeyHint keys={String(i + 1)} />}<Radio name="defect-code" label={t(defectMessages[one])} checked={one === code} onKeyDown={byDigit} onChange={() => setCode(one)} /></span>
        ))}</div>
      </fieldset>
      <fieldset><legend className="strong meta">{t(r.severity)}</legend>
        <div className="row wrap">{severities.map(one => <Radio key={one} name="defect-severity" label={t(r[one])} checked={one === severity} onKeyDown={byDigit} onChange={() => setSeverity(one)} />)}</div>
      </fieldset>
      <label className="stack"><span className="strong meta">{t(r.note)}</span><textarea rows={2} maxLength={2000} value={note} onChange={event => setNote(event.target.value)} /></label>
      <footer><Button onClick={onClose}>{t(uiMessages.cancel)}</Button><Button variant="primary" type="submit">{t(r.addDefect)}</Button></footer>
    </form>
  )
}

export const DefectDialog = ({ subject, modalities, onClose, onNote }: DefectDialogProps): ReactNode => {
  const t = useT()
  return (
    <Dialog open={subject !== null} title={t(r.defectOn, { shape: subject?.name ?? '' })} onClose={onClose}>
      {subject && <DefectForm isWhole={subject.shape === null} codes={codesFor(modalities)} onClose={onClose} onDone={defect => onNote({ shape: subject.shape, ...(subject.pin && { slot: subject.slot, pin: subject.pin }), ...defect })} />}
    </Dialog>
  )
}

import { useCallback, useState, type ReactNode } from 'react'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listBatches, listTasks, moveBatch, readBatch, type BatchView } from '../../3-production/contract.ts'
import { acceptBatch } from '../contract.ts'
import { batchMessages as m } from './batch-messages.ts'
import type { BatchSteps } from './batch-words.ts'

const changed = [readBatch, listBatches, listTasks]
interface StepProps { readonly batch: BatchView, readonly open: boolean, onClose(): void }

/** It cannot be undone: the number is typed, and the reason goes into the journal. */
const VoidDialog = ({ batch, open, onClose }: StepProps): ReactNode => {
  const t = useT(), toast = useToast(), { display } = batch
  const [reason, setReason] = useState(''), [typed, setTyped] = useState('')
  const command = useServerCommand(moveBatch, changed)
  const close = (): void => { setReason(''); setTyped(''); command.reset(); onClose() }
  const run = (): void => command.mutate({ params: { batch: batch.id }, body: { version: batch.version, state: 'void', reason: reason.trim() } }, { onSuccess: () => { toast({ text: t(m.wasVoided, { display }) }); close() } })
  return (
    <Dialog open={open} title={t(m.voidTitle)} onClose={close} actions={<>
      <Button onClick={close}>{t(uiMessages.cancel)}</Button>
      <Button variant="danger" busy={command.isPending} blocked={reason.trim() === '' ? t(m.reasonMissing) : typed.trim() !== display ? t(m.voidTypeMissing, { display }) : undefined} onClick={run}>{t(m.voidTitle)}</Button>
    </>}>
      <div className="stack">
        <p>{t(m.voidText, { display, n: batch.tasks })}</p>
        <TextAreaField label={t(m.reason)} value={reason} maxLength={2000} onChange={event => setReason(event.target.value)} />
        <Field label={t(m.voidType, { display })} value={typed} autoComplete="off" onChange={event => setTyped(event.target.value)} />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}

const AcceptDialog = ({ batch, open, onClose, approved }: StepProps & { readonly approved: number }): ReactNode => {
  const t = useT(), toast = useToast(), { display } = batch, command = useServerCommand(acceptBatch, changed)
  const close = (): void => { command.reset(); onClose() }
  const run = (): void => command.mutate({ params: { batch: batch.id } }, { onSuccess: () => { toast({ text: t(m.wasAccepted, { display }) }); close() } })
  return (
    <Dialog open={open} title={t(m.accept)} onClose={close} actions={<>
      <Button onClick={close}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={command.isPending} onClick={run}>{t(m.accept)}</Button>
    </>}>
      <div className="stack">
        <p>{t(m.acceptText, { display, n: approved })}</p>
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}

/** Opens the batch, for the first time or again. Its failure is shown by the page. */
export const useOpening = (batch: Pick<BatchView, 'id' | 'version' | 'display'>) => {
  const t = useT(), toast = useToast(), { mutate, isPending, error } = useServerCommand(moveBatch, changed), { id, version, display } = batch
  const run = useCallback((): void => mutate({ params: { batch: id }, body: { version, state: 'open' } }, { onSuccess: () => toast({ text: t(m.opened, { display }) }) }), [mutate, id, version, display, t, toast])
  return { isPending, error, run }
}

export interface BatchActionsProps {
  readonly batch: BatchView
  readonly steps: BatchSteps
  /** Where its inspection is, when there is one to see. */
  readonly inspectionHref: string | null
  readonly opening: ReturnType<typeof useOpening>
}

/** What can be done with the batch now; the step that brings it on stands last and filled. */
export const BatchActions = ({ batch, steps, inspectionHref, opening }: BatchActionsProps): ReactNode => {
  const t = useT(), [asked, ask] = useState<'void' | 'accept' | null>(null), close = (): void => ask(null)
  return (
    <>
      {steps.voiding && <Button onClick={() => ask('void')}>{t(m.void)}</Button>}
      {inspectionHref && <a className={buttonClass({ variant: steps.opening ? 'default' : 'primary' })} href={inspectionHref}>{t(m.inspection)}</a>}
      {steps.acceptance && <Button variant="primary" onClick={() => ask('accept')}>{t(m.acceptMore)}</Button>}
      {steps.opening && <Button variant="primary" icon="play" busy={opening.isPending} onClick={opening.run}>{t(steps.opening === 'open' ? m.open : m.reopen)}</Button>}
      <VoidDialog batch={batch} open={asked === 'void'} onClose={close} />
      <AcceptDialog batch={batch} open={asked === 'accept'} approved={batch.counts['approved'] ?? 0} onClose={close} />
    </>
  )
}

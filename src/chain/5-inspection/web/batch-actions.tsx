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
import { listVoidRequests, requestVoid } from '../voiding/contract.ts'
import { batchMessages as m } from './batch-messages.ts'
import { CloseDialog, DeliverDialog } from './deliver-dialog.tsx'
import { deliveryMessages as d } from './delivery-messages.ts'
import type { BatchSteps } from './batch-words.ts'

const changed = [readBatch, listBatches, listTasks]
interface StepProps { readonly batch: BatchView, readonly open: boolean, onClose(): void }

/** It cannot be undone: the number is typed, and the reason goes into the journal. */
const VoidDialog = ({ batch, open, onClose, asks }: StepProps & { readonly asks: boolean }): ReactNode => {
  const t = useT(), toast = useToast(), { display } = batch, title = t(asks ? m.voidAsk : m.voidTitle)
  const [reason, setReason] = useState(''), [typed, setTyped] = useState('')
  const voiding = useServerCommand(moveBatch, changed), asking = useServerCommand(requestVoid, [listVoidRequests]), command = asks ? asking : voiding
  const close = (): void => { setReason(''); setTyped(''); command.reset(); onClose() }
  const run = (): void => {
    const done = (): void => { toast({ text: t(asks ? m.voidAsked : m.wasVoided, { display }) }); close() }
    if (asks) asking.mutate({ params: { batch: batch.id }, body: { reason: reason.trim() } }, { onSuccess: done })
    else voiding.mutate({ params: { batch: batch.id }, body: { version: batch.version, state: 'void', reason: reason.trim() } }, { onSuccess: done })
  }
  return (
    <Dialog open={open} title={title} onClose={close} actions={<>
      <Button onClick={close}>{t(uiMessages.cancel)}</Button>
      <Button variant="danger" busy={command.isPending} blocked={reason.trim() === '' ? t(m.reasonMissing) : typed.trim() !== display ? t(m.voidTypeMissing, { display }) : undefined} onClick={run}>{title}</Button>
    </>}>
      <div className="stack">
        <p>{t(m.voidText, { display, n: batch.tasks })}</p>
        {asks && <p>{t(m.voidAskText)}</p>}
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
  /** Where its deliveries are, once there are some. */
  readonly deliveryHref: string | null
  readonly opening: ReturnType<typeof useOpening>
}

/** What can be done with the batch now; the step that brings it on stands last and filled. */
export const BatchActions = ({ batch, steps, inspectionHref, deliveryHref, opening }: BatchActionsProps): ReactNode => {
  const t = useT(), [asked, ask] = useState<'void' | 'accept' | 'deliver' | 'close' | null>(null), close = (): void => ask(null)
  return (
    <>
      {steps.voiding && <Button onClick={() => ask('void')}>{t(m.void)}</Button>}
      {inspectionHref && <a className={buttonClass({ variant: steps.opening || steps.delivery || steps.closing || deliveryHref ? 'default' : 'primary' })} href={inspectionHref}>{t(m.inspection)}</a>}
      {steps.acceptance && <Button variant="primary" onClick={() => ask('accept')}>{t(m.acceptMore)}</Button>}
      {steps.opening && <Button variant="primary" icon="play" busy={opening.isPending} onClick={opening.run}>{t(steps.opening === 'open' ? m.open : m.reopen)}</Button>}
      {deliveryHref && <a className={buttonClass({ variant: steps.closing || steps.delivery || steps.opening ? 'default' : 'primary' })} href={deliveryHref}>{t(d.delivery)}</a>}
      {steps.delivery && <Button variant="primary" onClick={() => ask('deliver')}>{t(d.deliver)}</Button>}
      {steps.closing && <Button variant="primary" onClick={() => ask('close')}>{t(d.close)}</Button>}
      <VoidDialog batch={batch} asks={steps.voiding === 'request'} open={asked === 'void'} onClose={close} />
      <DeliverDialog batch={batch} open={asked === 'deliver'} onClose={close} />
      <CloseDialog batch={batch} open={asked === 'close'} onClose={close} />
      <AcceptDialog batch={batch} open={asked === 'accept'} approved={batch.counts['approved'] ?? 0} onClose={close} />
    </>
  )
}

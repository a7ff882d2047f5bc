import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listBatches, readBatch, type BatchView } from '../../3-production/contract.ts'
import { closeBatch, deliverBatch, listDeliveries } from '../delivery/contract.ts'
import { deliveryMessages as d } from './delivery-messages.ts'

const changed = [readBatch, listBatches, listDeliveries]
interface DialogProps { readonly batch: BatchView, readonly open: boolean, onClose(): void }

export const DeliverDialog = ({ batch, open, onClose }: DialogProps): ReactNode => {
  const t = useT(), toast = useToast(), { display } = batch, [note, setNote] = useState(''), command = useServerCommand(deliverBatch, changed)
  const close = (): void => { command.reset(); onClose() }
  const run = (): void => command.mutate({ params: { batch: batch.id }, body: note.trim() ? { note: note.trim() } : {} }, { onSuccess: () => { toast({ text: t(d.wasDelivered, { display }) }); close() } })
  return (
    <Dialog open={open} title={t(d.deliverDo)} onClose={close} actions={<><Button onClick={close}>{t(uiMessages.cancel)}</Button><Button variant="primary" busy={command.isPending} onClick={run}>{t(d.deliverDo)}</Button></>}>
      <div className="stack">
        <p>{t(d.deliverText, { display, n: batch.counts['approved'] ?? 0 })}</p>
        <TextAreaField label={t(d.note)} value={note} maxLength={5000} onChange={event => setNote(event.target.value)} />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}

export const CloseDialog = ({ batch, open, onClose }: DialogProps): ReactNode => {
  const t = useT(), toast = useToast(), { display } = batch, command = useServerCommand(closeBatch, changed)
  const close = (): void => { command.reset(); onClose() }
  const run = (): void => command.mutate({ params: { batch: batch.id } }, { onSuccess: () => { toast({ text: t(d.wasClosed, { display }) }); close() } })
  return (
    <Dialog open={open} title={t(d.closeDo)} onClose={close} actions={<><Button onClick={close}>{t(uiMessages.cancel)}</Button><Button variant="primary" busy={command.isPending} onClick={run}>{t(d.closeDo)}</Button></>}>
      <p>{t(d.closeText, { display })}</p>
      {command.error && <FailureState failure={server().failureOf(command.error)} />}
    </Dialog>
  )
}

import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listBatches, readBatch } from '../../3-production/contract.ts'
import type { DefectInput } from '../contract.ts'
import { judgeDelivery, listDelivered, listDeliveries, type DeliveryView } from '../delivery/contract.ts'
import { deliveryMessages as d } from './delivery-messages.ts'

/** What the client marked, by task. */
export type Marks = ReadonlyMap<string, readonly DefectInput[]>
const changed = [listDeliveries, listDelivered, readBatch, listBatches]

interface VerdictProps { readonly delivery: Pick<DeliveryView, 'id' | 'tasks'>, readonly marks: Marks, readonly size?: 's', onDone(): void }

/** The client's word. With marks only those tasks go back; without, the whole batch does. */
export const DeliveryVerdict = ({ delivery, marks, size, onDone }: VerdictProps): ReactNode => {
  const t = useT(), toast = useToast(), [asked, ask] = useState<'accepted' | 'rework' | null>(null), [reason, setReason] = useState(''), command = useServerCommand(judgeDelivery, changed)
  const n = marks.size, isBack = asked === 'rework', sized = size && { size }
  const close = (): void => { command.reset(); ask(null) }
  const run = (state: 'accepted' | 'rework'): void => {
    const tasks = [...marks].map(([task, defects]) => ({ task, defects: [...defects] }))
    const body = state === 'accepted' ? { state } : { state, reason: reason.trim(), ...(n > 0 && { tasks }) }
    command.mutate({ params: { delivery: delivery.id }, body }, { onSuccess: () => { toast({ text: t(state === 'accepted' ? d.wasAccepted : d.wasSentBack) }); close(); onDone() } })
  }
  const title = t(isBack ? d.sendBackDo : d.acceptDo)
  return (
    <>
      <Button {...sized} variant={n > 0 ? 'primary' : 'default'} onClick={() => ask('rework')}>{n > 0 ? t(d.sendBackN, { n }) : t(d.sendBack)}</Button>
      {n === 0 && <Button {...sized} variant="primary" icon="tick" onClick={() => ask('accepted')}>{t(d.accept)}</Button>}
      <Dialog open={asked !== null} title={title} onClose={close} actions={asked && <>
        <Button onClick={close}>{t(uiMessages.cancel)}</Button>
        <Button variant="primary" busy={command.isPending} blocked={isBack && reason.trim() === '' ? t(d.reasonMissing) : undefined} onClick={() => run(asked)}>{title}</Button>
      </>}>
        <div className="stack">
          <p>{isBack ? (n > 0 ? t(d.sendBackSome, { n }) : t(d.sendBackAll, { n: delivery.tasks })) : t(d.acceptText, { n: delivery.tasks })}</p>
          {isBack && <TextAreaField label={t(d.reason)} value={reason} maxLength={5000} onChange={event => setReason(event.target.value)} />}
          {command.error && <FailureState failure={server().failureOf(command.error)} />}
        </div>
      </Dialog>
    </>
  )
}

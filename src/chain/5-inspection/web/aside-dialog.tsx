import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { server, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listBatches, listTasks, readBatch, setTaskAside } from '../../3-production/contract.ts'
import { batchContentMessages as c, batchMessages as m } from './batch-messages.ts'

export interface Aside { readonly task: string, readonly number: number, readonly to: 'parked' | 'discarded' | 'open' }

/** Parks a task, discards it or takes it up again; the reason goes into the journal. */
export const AsideDialog = ({ aside, onClose }: { readonly aside: Aside | null, onClose(): void }): ReactNode => {
  const t = useT(), toast = useToast(), [reason, setReason] = useState('')
  const command = useServerCommand(setTaskAside, [listTasks, readBatch, listBatches])
  const close = (): void => { setReason(''); command.reset(); onClose() }
  const values = { state: aside?.to ?? 'open', n: aside?.number ?? 0 }, title = t(c.asideTitle, values)
  const run = (): void => {
    if (aside) command.mutate({ params: { task: aside.task }, body: { state: aside.to, reason: reason.trim() } }, { onSuccess: () => { toast({ text: t(c.asideDone, values) }); close() } })
  }
  return (
    <Dialog open={aside !== null} title={title} onClose={close} actions={<>
      <Button onClick={close}>{t(uiMessages.cancel)}</Button>
      <Button variant="primary" busy={command.isPending} blocked={reason.trim() === '' ? t(m.reasonMissing) : undefined} onClick={run}>{title}</Button>
    </>}>
      <div className="stack">
        <p>{t(c.asideText, values)}</p>
        <TextAreaField label={t(m.reason)} value={reason} maxLength={2000} onChange={event => setReason(event.target.value)} />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
      </div>
    </Dialog>
  )
}

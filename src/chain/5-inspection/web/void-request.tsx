import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { Button } from '../../../ui/button.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { useToast } from '../../../ui/toast.tsx'
import { listBatches, listTasks, readBatch, type BatchView } from '../../3-production/contract.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { decideVoid, listVoidRequests } from '../voiding/contract.ts'
import { batchMessages as m } from './batch-messages.ts'

const rules = { 'illegal-content': m.voidIllegal, 'safety-share': m.voidSafety } as const

/** The open request, with the decision for everybody but whoever asked. */
const Request = ({ batch }: { readonly batch: BatchView }): ReactNode => {
  const t = useT(), toast = useToast(), { data, error } = useQuery(serverQuery(listVoidRequests, { params: { batch: batch.id } })), open = data?.requests.find(r => r.state === 'open')
  const command = useServerCommand(decideVoid, [listVoidRequests, readBatch, listBatches, listTasks]), [asked, ask] = useState<'approved' | 'declined' | null>(null), [now] = useState(Date.now)
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!open) return null
  const decide = (state: 'approved' | 'declined'): void => {
    ask(state)
    command.mutate({ params: { request: open.id }, body: { state } }, { onSuccess: () => toast({ text: state === 'approved' ? t(m.wasVoided, { display: batch.display }) : t(m.voidDeclined) }) })
  }
  return (
    <Note tone="warn">
      <div className="row wrap"><span className="grow">{t(m.voidWaits, { reason: open.reason })}</span>
        {open.own && !open.aloneFrom ? <span className="meta secondary">{t(m.voidAnother)}</span> : open.aloneFrom ? <>
        {now < Date.parse(open.aloneFrom) && <span className="meta secondary">{t(m.voidAlone, { at: formatTime(new Date(open.aloneFrom)) })}</span>}
        <Button size="s" busy={command.isPending && asked === 'declined'} onClick={() => decide('declined')}>{t(m.voidWithdraw)}</Button>
        {now >= Date.parse(open.aloneFrom) && <Button size="s" variant="danger" busy={command.isPending && asked === 'approved'} onClick={() => decide('approved')}>{t(m.voidConfirm)}</Button>}</> : <>
        <Button size="s" busy={command.isPending && asked === 'declined'} onClick={() => decide('declined')}>{t(m.voidDecline)}</Button>
        <Button size="s" variant="danger" busy={command.isPending && asked === 'approved'} onClick={() => decide('approved')}>{t(m.voidApprove)}</Button></>}</div>
      {command.error && <FailureState failure={server().failureOf(command.error)} />}
    </Note>
  )
}

/** Why the batch is void, or who asks that it be. */
export const VoidNotice = ({ batch, roles }: { readonly batch: BatchView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT()
  if (batch.state === 'void') {
    const reason = batch.voidRule ? t(rules[batch.voidRule]) : batch.voidReason
    return reason ? <Note>{t(m.voidBecause, { reason })}</Note> : null
  }
  return isAllowed(productionPolicy['batch.manage'], roles) ? <Request batch={batch} /> : null
}

import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import type { BatchView } from '../../3-production/contract.ts'
import { listRulings } from '../contract.ts'
import { batchContentMessages as c, batchMessages as m } from './batch-messages.ts'
import { PersonName, usePeopleNames } from './people-names.tsx'
import { workflowMessages as w } from './workflow-messages.ts'

export interface RulingListProps { readonly batch: BatchView, readonly roles: readonly string[], /** Opens a task of the list; null for those who do not see tasks. */ readonly taskHref: ((number: number) => string) | null }

/** What arbiters ruled in a batch, with their reasons (GB/T 45674-2025 7.3 c). */
export const RulingList = ({ batch, roles, taskHref }: RulingListProps): ReactNode => {
  const t = useT(), nameOf = usePeopleNames(batch.project, roles), { data, error } = useQuery(serverQuery(listRulings, { params: { batch: batch.id } }))
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!data) return <SkeletonRows rows={6} />
  if (data.rulings.length === 0) return <EmptyState what={t(w.noRulings)} next={t(w.noRulingsNext)} />
  return (
    <section className="card" aria-labelledby="rulings">
      <header><h2 id="rulings">{t(w.rulings)}</h2></header>
      <table className="table">
        <thead><tr><th>{t(c.tasks)}</th><th>{t(w.verdict)}</th><th>{t(m.reason)}</th><th>{t(w.arbiter)}</th><th>{t(w.at)}</th></tr></thead>
        <tbody>{data.rulings.map(r => (
          <tr key={r.id}>
            <td>{taskHref ? <a className="strong" href={taskHref(r.taskNumber)}>{r.taskNumber}</a> : r.taskNumber}</td>
            <td>{t(r.fresh ? w.redoFresh : w[r.verdict])}</td><td>{r.reason}</td><td>{r.arbiter === null ? <span className="quiet">–</span> : <PersonName id={r.arbiter} name={nameOf(r.arbiter)} />}</td>
            <td><time dateTime={r.at}>{formatTime(new Date(r.at))}</time></td>
          </tr>
        ))}</tbody>
      </table>
    </section>
  )
}

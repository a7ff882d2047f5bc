import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { listCharges } from '../appeal/contract.ts'
import { appealMessages as a } from './appeal-messages.ts'
import { defectMessages } from './messages.ts'
import { AppealButton } from './workbench-appeal.tsx'

/** What reviews counted against the reader, with the way to appeal and what came of it. */
export const Charges = (): ReactNode => {
  const t = useT(), { data, error } = useQuery(serverQuery(listCharges, {}))
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!data || data.charges.length === 0) return null
  return (
    <section className="card" aria-labelledby="charges">
      <header><h2 id="charges">{t(a.charges)}</h2><span className="quiet">{formatCount(data.charges.length)}</span></header>
      <table className="table"><tbody>
        {data.charges.map(c => (
          <tr key={c.review}>
            <td className="strong">{`${c.batchDisplay} · ${c.taskNumber}`}</td><td>{t(c.verdict === 'fix' ? a.wasFixed : a.wasReturned)}</td>
            <td className="secondary">{[...new Set(c.defects.map(d => [t(defectMessages[d.code]), d.note].filter(Boolean).join(' '))), c.comment].filter(Boolean).join('; ')}</td>
            <td className="secondary"><time dateTime={c.at}>{formatTime(new Date(c.at))}</time></td>
            <td className="number"><AppealButton assignment={c.assignment} review={{ id: c.review, appealUntil: c.appealUntil, appeal: c.appeal }} /></td>
          </tr>
        ))}
      </tbody></table>
    </section>
  )
}

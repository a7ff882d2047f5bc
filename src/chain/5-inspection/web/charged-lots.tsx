import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { listChargedLots } from '../lot-appeal/contract.ts'
import { LotAppealButton, useDefectWords } from './lot-appeal-dialog.tsx'
import { lotAppealMessages as m } from './lot-appeal-messages.ts'
import { DefectPill } from './lot-appeals.tsx'

/** What lot inspections found in the reader's work, or in that of their party, with the way to appeal and what came of it. */
export const ChargedLots = (): ReactNode => {
  const t = useT(), words = useDefectWords(), { data, error } = useQuery(serverQuery(listChargedLots, {}))
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!data || data.lots.length === 0) return null
  return (
    <section className="card" aria-labelledby="charged-lots">
      <header><h2 id="charged-lots">{t(m.charges)}</h2><span className="quiet">{formatCount(data.lots.length)}</span></header>
      <table className="table"><tbody>
        {data.lots.map(lot => (
          <tr key={lot.inspection}>
            <td className="strong">{lot.batchDisplay}</td><td>{t(lot.isVoid ? m.wasVoided : m.rework)}</td>
            <td><ul>{lot.defects.map(d => <li key={d.id} className="row wrap"><span className="secondary">{`${t(m.taskNumber, { n: d.taskNumber })} · ${words(d)}`}</span>{d.appeal && <DefectPill state={d.appeal.state} />}{d.appeal?.said && <span className="meta secondary">{d.appeal.said}</span>}</li>)}</ul></td>
            <td className="secondary"><time dateTime={lot.at}>{formatTime(new Date(lot.at))}</time></td>
            <td className="number">{lot.appealable.length > 0 && <LotAppealButton inspection={lot.inspection} display={lot.batchDisplay} until={lot.appealUntil} defects={lot.defects.filter(d => lot.appealable.includes(d.id))} />}</td>
          </tr>
        ))}
      </tbody></table>
    </section>
  )
}

import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import type { ProjectView } from '../../../workspace/project/contract.ts'
import { Button } from '../../../ui/button.tsx'
import { TextAreaField } from '../../../ui/choice-field.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listBatches, readBatch, type BatchView } from '../../3-production/contract.ts'
import { listInspections, listLots, listSample, type InspectionView } from '../contract.ts'
import { decideLotAppeal, listLotAppeals, type LotAppealsView, type LotAppealView, type LotDefectView } from '../lot-appeal/contract.ts'
import type { DefectState } from '../lot-appeal/model.ts'
import { inspectionPolicy } from '../policy.ts'
import { LotAppealButton, useDefectWords } from './lot-appeal-dialog.tsx'
import { lotAfter } from './lot-figures.ts'
import { lotAppealMessages as m } from './lot-appeal-messages.ts'
import { AppealPill } from './workbench-appeal.tsx'

type Verdict = Exclude<DefectState, 'open'>
const looks = { open: ['half', 'warn'], overturned: ['tick', 'ok'], stands: ['cross', 'bad'] } as const
/** What became of one appealed defect. */
export const DefectPill = ({ state }: { readonly state: DefectState }): ReactNode => {
  const t = useT(), [shape, tone] = looks[state]
  return <StatusPill shape={shape} tone={tone}>{t(m[state])}</StatusPill>
}

interface RowsProps { readonly inspection: string, readonly defects: readonly LotDefectView[], /** Of the whole appeal, for defects without their own. */ readonly reason: string, verdictOf(defect: LotDefectView): ReactNode }
const Rows = ({ inspection, defects, reason, verdictOf }: RowsProps): ReactNode => {
  const t = useT(), words = useDefectWords()
  return (
    <table className="table">
      <thead><tr><th>{t(m.task)}</th><th>{t(m.defect)}</th><th>{t(m.why)}</th><th>{t(m.verdict)}</th></tr></thead>
      <tbody>{defects.map(d => (
        <tr key={d.id}>
          <td><a href={`/i/${inspection}?task=${d.task}`}>{t(m.taskNumber, { n: d.taskNumber })}</a></td><td>{words(d)}</td>
          <td>{d.appeal?.reason || reason}</td><td>{verdictOf(d)}{d.appeal?.said && <div className="meta secondary">{d.appeal.said}</div>}</td>
        </tr>
      ))}</tbody>
    </table>
  )
}

const changed = [listLotAppeals, readBatch, listBatches, listInspections, listLots, listSample] as const
interface DecisionProps { readonly batch: BatchView, readonly inspection: InspectionView, readonly lot: LotAppealsView, readonly appeal: LotAppealView, readonly defects: readonly LotDefectView[] }
/** A verdict on each defect, with what the plan would then say. */
const Decision = ({ batch, inspection, lot, appeal, defects }: DecisionProps): ReactNode => {
  const t = useT(), toast = useToast(), [said, say] = useState<Readonly<Record<string, Verdict>>>({}), [grounds, setGrounds] = useState(''), command = useServerCommand(decideLotAppeal, changed)
  const left = defects.filter(d => !said[d.id]).length, after = lotAfter(lot.defects, said, inspection.plan.acceptance, batch.safety), values = { found: after.nonconforming, ac: inspection.plan.acceptance }
  const run = (): void => command.mutate({ params: { appeal: appeal.id }, body: { decision: grounds.trim(), defects: defects.map(d => ({ defect: d.id, state: said[d.id]! })) } }, { onSuccess: ({ restored }) => toast({ text: t(m.decided, { n: restored }) }) })
  return (
    <>
      <Rows inspection={inspection.id} defects={defects} reason={appeal.reason} verdictOf={d => (
        <Segmented label={t(m.verdictOn, { n: d.taskNumber })} value={said[d.id] ?? ''} onChange={state => { if (state !== '') say(old => ({ ...old, [d.id]: state })) }} segments={[{ value: 'stands' as const, label: t(m.stands) }, { value: 'overturned' as const, label: t(m.overturned) }]} />
      )} />
      <div className="body stack">
        <p className="secondary">{t(after.rule ? m.wouldVoid : after.result === 'accepted' ? m.wouldAccept : m.wouldReject, values)}</p>
        <TextAreaField label={t(m.grounds)} value={grounds} rows={2} maxLength={5000} onChange={event => setGrounds(event.target.value)} />
        {command.error && <FailureState failure={server().failureOf(command.error)} />}
        <div className="row"><Button variant="primary" busy={command.isPending} blocked={left > 0 ? t(m.undecided, { n: left }) : grounds.trim() === '' ? t(m.groundsMissing) : undefined} onClick={run}>{t(m.decide)}</Button></div>
      </div>
    </>
  )
}

export interface LotAppealsProps { readonly project: ProjectView, readonly batch: BatchView, readonly inspection: InspectionView }
/** Appeals against one inspection: raised by whoever answers for the production, decided by another inspector. */
export const LotAppeals = ({ project, batch, inspection }: LotAppealsProps): ReactNode => {
  const t = useT(), { data, error } = useQuery(serverQuery(listLotAppeals, { params: { inspection: inspection.id } }))
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!data || (data.appeals.length === 0 && data.appealable.length === 0)) return null
  const judges = isAllowed(inspectionPolicy['inspection.judge'], project.roles), first = data.appeals.find(a => a.state === 'open' && !a.own), defectsOf = (a: LotAppealView): LotDefectView[] => data.defects.filter(d => a.defects.includes(d.id))
  return (
    <section className="card" aria-labelledby="lot-appeals">
      <header><h2 id="lot-appeals">{t(m.appeals)}</h2><span className="quiet">{data.appeals.length}</span><span className="end" />
        {data.appealUntil && data.appealable.length > 0 && <LotAppealButton inspection={inspection.id} display={batch.display} until={data.appealUntil} defects={data.defects.filter(d => data.appealable.includes(d.id))} />}
      </header>
      <p className="body secondary">{t(m.appealsText)}</p>
      {data.appeals.map(appeal => (
        <article key={appeal.id} className="lot-appeal">
          <div className="body row wrap"><AppealPill state={appeal.state} /><time className="meta quiet" dateTime={appeal.createdAt}>{formatTime(new Date(appeal.createdAt))}</time>
            {appeal.decision && <span className="secondary">{appeal.decision}</span>}{appeal.state === 'open' && appeal !== first && <span className="meta secondary">{t(m.notYou)}</span>}</div>
          {judges && appeal === first ? <Decision batch={batch} inspection={inspection} lot={data} appeal={appeal} defects={defectsOf(appeal)} />
            : <Rows inspection={inspection.id} defects={defectsOf(appeal)} reason={appeal.reason} verdictOf={d => d.appeal && <DefectPill state={d.appeal.state} />} />}
        </article>
      ))}
    </section>
  )
}

import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { isAllowed } from '../../../workspace/access/model.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listBatches, readBatch, type BatchView } from '../../3-production/contract.ts'
import { changePlanning } from '../../3-production/planning/contract.ts'
import { productionPolicy } from '../../3-production/policy.ts'
import { readEffort, type EffortView } from '../effort/contract.ts'
import { estimate, reserveFor } from '../effort/model.ts'
import { effortMessages as m } from './effort-messages.ts'
import './planning.css'

type Minutes = NonNullable<EffortView['minutes']>
const round = (n: number): string => formatCount(Math.round(n * 100) / 100)
const spread = ({ interval, n }: Minutes): string => [interval && `[${round(interval[0])}, ${round(interval[1])}]`, `n = ${formatCount(n)}`].filter(Boolean).join(' ')

const Measured = ({ effort, minutes }: { readonly effort: EffortView, readonly minutes: Minutes }): ReactNode => {
  const t = useT()
  return (
    <section className="card" aria-labelledby="effort-measured">
      <header><h2 id="effort-measured">{t(m.measured)}</h2><span className="quiet meta">{spread(minutes)}</span></header>
      <div className="body">
        <dl className="facts">
          <dt>{t(m.median)}</dt><dd>{t(m.minutes, { n: round(minutes.median) })}</dd><dt>{t(m.p90)}</dt><dd>{t(m.minutes, { n: round(minutes.p90) })}</dd>
          <dt>{t(m.perShape)}</dt><dd>{effort.perShape === null ? '–' : t(m.seconds, { n: round(effort.perShape) })}</dd><dt>{t(m.returned)}</dt><dd>{t(m.ofTasks, { n: effort.returned, total: minutes.n })}</dd>
        </dl>
      </div>
      {effort.people.length > 0 && (
        <table className="table">
          <thead><tr><th>{t(m.people)}</th><th className="number">{t(m.tasks)}</th><th className="number">{t(m.median)}</th><th className="number">{t(m.p90)}</th></tr></thead>
          <tbody>{effort.people.map(p => (
            <tr key={p.person}>
              <td>{p.name}</td><td className="number">{formatCount(p.n)}</td>
              {p.minutes ? <><td className="number">{t(m.minutes, { n: round(p.minutes.median) })} <span className="quiet">{spread(p.minutes)}</span></td><td className="number">{t(m.minutes, { n: round(p.minutes.p90) })}</td></> : <td className="number quiet" colSpan={2}>{t(m.tooFew)}</td>}
            </tr>
          ))}</tbody>
        </table>
      )}
    </section>
  )
}

/** How long a production batch takes at the measured pace, and its reserve and quota into a batch that is not finished. */
const EstimateCard = ({ batch, minutes, mean, manages }: { readonly batch: BatchView, readonly minutes: Minutes, readonly mean: number, readonly manages: boolean }): ReactNode => {
  const t = useT(), toast = useToast(), [items, setItems] = useState('1000'), [people, setPeople] = useState('5'), [day, setDay] = useState('360'), [into, setInto] = useState('')
  const batches = useQuery({ ...serverQuery(listBatches, { params: { project: batch.project } }), enabled: manages }), taking = useServerCommand(changePlanning, [readBatch, listBatches])
  const n = Number(items), workers = Number(people), minutesADay = Number(day), isSound = [n, workers, minutesADay].every(f => Number.isInteger(f) && f > 0)
  const result = isSound ? estimate(n, workers, mean, minutesADay) : null, reserve = reserveFor(minutes.p90), quota = isSound ? Math.ceil(n / workers) : null
  const open = (batches.data?.batches ?? []).filter(b => b.id !== batch.id && ['draft', 'open', 'rework'].includes(b.state)), target = open.find(b => b.id === into) ?? open[0]
  const take = (): void => { if (target && quota !== null) taking.mutate({ params: { batch: target.id }, body: { version: target.version, reserveMinutes: reserve, quota } }, { onSuccess: () => toast({ text: t(m.taken, { batch: target.display }) }) }) }
  return (
    <section className="card" aria-labelledby="effort-estimate">
      <header><h2 id="effort-estimate">{t(m.estimate)}</h2></header>
      <div className="body stack loose">
        <Field label={t(m.items)} value={items} inputMode="numeric" onChange={event => setItems(event.target.value)} />
        <Field label={t(m.workers)} value={people} inputMode="numeric" onChange={event => setPeople(event.target.value)} />
        <Field label={t(m.day)} value={day} inputMode="numeric" onChange={event => setDay(event.target.value)} />
        <p className="strong" role="status">{result ? t(m.result, { hours: formatCount(Math.ceil(result.hours)), days: result.days }) : '–'}</p>
        {manages && quota !== null && <>
          <p className="meta quiet">{t(m.takeOverText, { reserve, quota: formatCount(quota) })}</p>
          {open.length > 0 && <ChoiceField label={t(m.into)} value={target?.id ?? ''} options={open.map(b => ({ value: b.id, label: `${b.display} ${b.name}` }))} onChange={setInto} />}
          {taking.error && <FailureState failure={server().failureOf(taking.error)} />}
          <Button busy={taking.isPending} blocked={target ? undefined : t(m.noBatch)} onClick={take}>{t(m.takeOver)}</Button>
        </>}
      </div>
    </section>
  )
}

/** Minutes a task as measured, what they mean for production, and the reserve held against the pilot. */
export const EffortPanel = ({ batch, roles }: { readonly batch: BatchView, readonly roles: readonly string[] }): ReactNode => {
  const t = useT(), { data: effort, error } = useQuery({ ...serverQuery(readEffort, { params: { batch: batch.id } }), refetchInterval: 30_000 })
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!effort) return <SkeletonRows rows={6} />
  const { pilot, minutes, mean } = effort, isShort = pilot !== null && batch.reserveMinutes !== null && batch.reserveMinutes < pilot.median
  return (
    <div className="stack loose">
      {pilot && (isShort ? <Note tone="warn">{t(m.tooShort, { reserve: batch.reserveMinutes, batch: pilot.display, median: round(pilot.median) })}</Note>
        : <p className="secondary">{t(m.pilotSaid, { batch: pilot.display, median: round(pilot.median), p90: round(pilot.p90) })}</p>)}
      {minutes && mean !== null ? <div className="effort"><Measured effort={effort} minutes={minutes} /><EstimateCard batch={batch} minutes={minutes} mean={mean} manages={isAllowed(productionPolicy['batch.manage'], roles)} /></div>
        : <EmptyState what={t(m.none)} next={t(m.noneNext)} />}
    </div>
  )
}

import { useId, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePoll } from '../../../ui/live.ts'
import { server, serverQuery, useServerCommand } from '../../../ui/server.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { controlRun, listRuns, readRun, readThroughput, type RunView } from '../contract.ts'
import { runMessages as m } from './messages.ts'
import { barsOf } from './pace-bars.ts'

const fewestBars = 3

/** Items by time, and the pace of the last minute. */
export const RunPace = ({ run }: { readonly run: RunView }): ReactNode => {
  const t = useT(), id = useId(), poll = usePoll()
  const { data, error } = useQuery({ ...serverQuery(readThroughput, { params: { run: run.id } }), refetchInterval: run.state === 'running' ? poll(3000) : false })
  if (error) return <FailureState failure={server().failureOf(error)} />
  const bars = data ? barsOf(data) : [], most = Math.max(0, ...bars.map(b => b.items)), now = data?.lastMinute
  // Of a short run the average says it all.
  if (run.state !== 'running' && bars.length < fewestBars) return null
  return (
    <section className="card" aria-labelledby={id}>
      <header><h2 id={id}>{t(m.pace)}</h2><span className="grow" />{now !== null && now !== undefined && <span className="secondary">{t(m.paceNow)} <span className="strong">{t(m.perSecond, { n: now < 10 ? now.toFixed(1) : formatCount(Math.round(now)) })}</span></span>}</header>
      <div className="body">
        {!data ? <SkeletonRows rows={2} /> : bars.length < fewestBars ? <span className="quiet">{t(m.paceNone)}</span> : <>
          <svg className="pace-bars" viewBox={`0 0 ${bars.length} 40`} preserveAspectRatio="none" role="img" aria-label={t(m.paceChart, { most: formatCount(most), seconds: data.seconds, steps: bars.length })}>
            {bars.map((bar, i) => <rect key={bar.at.getTime()} x={i + 0.1} width={0.8} y={40 - 40 * bar.height} height={40 * bar.height}><title>{`${formatTime(bar.at)} · ${formatCount(bar.items)}`}</title></rect>)}
          </svg>
          <div className="row meta quiet"><span>{formatTime(bars[0]!.at)}</span><span className="grow" /><span>{formatTime(bars.at(-1)!.at)}</span></div>
        </>}
      </div>
    </section>
  )
}

const weights = ['1', '2', '5', '10', '25'] as const
/** How much of the organisation's workers the run gets beside its others. */
export const RunWeight = ({ run }: { readonly run: RunView }): ReactNode => {
  const t = useT(), weigh = useServerCommand(controlRun, [readRun, listRuns]), own = String(run.weight)
  const options = [...new Set([...weights, own])].sort((a, b) => Number(a) - Number(b)).map(value => ({ value, label: value }))
  return (
    <section className="card"><div className="body stack">
      <ChoiceField label={t(m.weight)} value={own} options={options} hint={t(m.weightHint)} onChange={value => weigh.mutate({ params: { run: run.id }, body: { weight: Number(value) } })} />
      {weigh.error && <FailureState failure={server().failureOf(weigh.error)} />}
    </div></section>
  )
}

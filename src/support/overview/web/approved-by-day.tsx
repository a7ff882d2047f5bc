import type { ReactNode } from 'react'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import type { OverviewView } from '../contract.ts'
import { overviewMessages as m } from './messages.ts'

/** Tasks decided per day; the days without any are days, too. */
export const everyDay = (days: OverviewView['days']): readonly { readonly day: string, readonly approved: number }[] => {
  const counts = new Map(days.map(d => [d.day, d.approved])), first = days[0]?.day, last = days.at(-1)?.day
  const all: { day: string, approved: number }[] = []
  if (first === undefined || last === undefined) return all
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    all.push({ day, approved: counts.get(day) ?? 0 })
  }
  return all
}

export const ApprovedByDay = ({ days }: Pick<OverviewView, 'days'>): ReactNode => {
  const t = useT(), all = everyDay(days), top = Math.max(1, ...all.map(d => d.approved)), total = all.reduce((sum, d) => sum + d.approved, 0)
  const short = (day: string | undefined): string => day?.slice(5) ?? ''
  return (
    <section className="card" aria-labelledby="days">
      <header><h2 id="days">{t(m.days)}</h2><span className="meta quiet">{t(m.daysTotal, { n: formatCount(total) })}</span></header>
      <div className="body">
        {all.length === 0 ? <p className="quiet">{t(m.noDays)}</p> : <>
          <svg className="day-bars" viewBox={`0 0 ${all.length} 100`} preserveAspectRatio="none" role="img" aria-label={all.map(d => `${d.day}: ${formatCount(d.approved)}`).join(', ')}>
            {[0, 50, 99.5].map(y => <line key={y} x1="0" x2={all.length} y1={y} y2={y} />)}
            {all.map((d, i) => <rect key={d.day} x={i + 0.12} width={Math.min(0.76, all.length / 12)} y={100 - (d.approved / top) * 98} height={(d.approved / top) * 98} />)}
          </svg>
          <div className="row meta quiet"><span>{short(all[0]?.day)}</span><span className="end">{all.length > 1 ? short(all.at(-1)?.day) : ''} · {t(m.highest, { n: formatCount(top) })}</span></div>
        </>}
      </div>
    </section>
  )
}

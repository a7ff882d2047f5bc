import type { ReactNode } from 'react'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { usePageExists } from '../../../ui/page-exists.ts'
import type { OverviewView } from '../contract.ts'
import { flowLayout, type FlowBar, type Piece, type Ribbon } from './flow-layout.ts'
import { overviewMessages as m } from './messages.ts'
import { useReasonWords } from './reason-words.ts'

/** One column of eight; the drawing stretches with the card. */
const column = 146, barAt = 12, barWidth = 10, whole = 100, air = 6
const toned = { annotate: true, inspect: true, release: true, exchange: true, source: false, screen: false, clean: false, classify: false } as const

const ribbonPath = ({ index, from, to, height }: Ribbon): string => {
  const x = (index - 1) * column + barAt + barWidth, end = index * column + barAt, middle = (x + end) / 2, a = from + air, b = to + air
  return `M${x} ${a}C${middle} ${a} ${middle} ${b} ${end} ${b}V${b + height}C${middle} ${b + height} ${middle} ${a + height} ${x} ${a + height}z`
}

const Bar = ({ bar, at }: { readonly bar: FlowBar, readonly at: number }): ReactNode => {
  const piece = (p: Piece | null, className: string): ReactNode => p && p.height > 0 && <rect className={className} x={at * column + barAt} y={p.top + air} width={barWidth} height={p.height} rx={Math.min(2, p.height / 2)} />
  return <>{piece(bar.through, 'through')}{piece(bar.done, toned[bar.stage] ? 'done late' : 'done')}{piece(bar.waiting, 'waiting')}{piece(bar.dropped, 'out dropped')}{piece(bar.reserve, 'out reserve')}</>
}

type Stage = OverviewView['stages'][number]

/** The line under a stage: what fell out of it or waits before it. */
const useRemark = ({ stages, reasons }: Pick<OverviewView, 'stages' | 'reasons'>): ((stage: Stage) => { readonly text: string, readonly tone: 'bad' | 'warn' | 'none' }) => {
  const t = useT(), reasonOf = useReasonWords()
  const clean = stages.find(s => s.stage === 'clean')?.count ?? 0, annotate = stages.find(s => s.stage === 'annotate'), reserved = Math.max(0, clean - (annotate ? annotate.count + annotate.waiting : 0))
  return stage => {
    if (stage.stage === 'screen' && stage.dropped > 0) return { tone: 'bad', text: t(m.droppedBecause, { n: formatCount(stage.dropped), reasons: [...new Set(reasons.map(r => reasonOf(r.operator, r.reason)))].slice(0, 3).join(t(m.listSeparator)) }) }
    if (stage.stage === 'clean' && stage.changed > 0) return { tone: 'none', text: t(m.changedSome, { n: formatCount(stage.changed) }) }
    if (stage.stage === 'classify' && clean > 0) return { tone: 'none', text: t(m.notInBatches, { n: formatCount(reserved) }) }
    if (stage.waiting > 0) return { tone: 'warn', text: t(m[`${stage.stage}Waits`], { n: formatCount(stage.waiting) }) }
    return { tone: 'none', text: '' }
  }
}

/** The last part of a stage's address: a stage with things of its own is named by them. */
const pageOf = ({ stage }: Stage): string => (stage === 'release' ? 'releases' : stage)

/** The chain as a flow: as many as go through are as high, what waits is hatched, what fell out falls. */
export const FlowDiagram = ({ project, stages, reasons }: { readonly project: string } & Pick<OverviewView, 'stages' | 'reasons'>): ReactNode => {
  const t = useT(), exists = usePageExists(), remark = useRemark({ stages, reasons })
  const layout = flowLayout(stages, whole), width = stages.length * column, height = layout.height + 2 * air
  const link = (stage: Stage, content: ReactNode, className?: string): ReactNode =>
    exists(`/p/$project/${pageOf(stage)}`) ? <a className={className} href={`/p/${project}/${pageOf(stage)}`}>{content}</a> : <span className={className}>{content}</span>
  return (
    <section className="card flow" aria-labelledby="chain">
      <header>
        <h2 id="chain">{t(m.chain)}</h2><span className="meta quiet">{t(m.everyFigure)}</span>
        <span className="row legend meta secondary" aria-hidden="true"><span><i className="done" />{t(m.count)}</span><span><i className="waiting" />{t(m.waiting)}</span><span><i className="dropped" />{t(m.dropped)}</span></span>
      </header>
      <div className="flow-scroll">
        <ol className="heads">{stages.map(s => <li key={s.stage}>{link(s, <><span className="meta secondary">{t(m[s.stage])}</span><span className="figure">{formatCount(s.count)}</span></>)}</li>)}</ol>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" style={{ height: Math.round(height) }} aria-hidden="true">
          <defs><pattern id="flow-waits" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.6" height="4" fill="var(--warn)" /></pattern></defs>
          {layout.ribbons.map(r => <path key={`${r.index} ${r.kind}`} className={`ribbon ${r.kind}`} d={ribbonPath(r)} />)}
          {layout.bars.map((bar, at) => <Bar key={bar.stage} bar={bar} at={at} />)}
        </svg>
        <ol className="remarks">{stages.map(s => { const { text, tone } = remark(s); return <li key={s.stage}>{text && link(s, text, tone)}</li> })}</ol>
      </div>
    </section>
  )
}

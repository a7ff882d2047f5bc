import type { ReactNode } from 'react'
import { formatCount } from '../../../ui/format.ts'
import { useT } from '../../../ui/i18n.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { StatusPill } from '../../../ui/status-pill.tsx'
import { useUrlState } from '../../../ui/url-state.ts'
import type { InspectionItemView } from '../contract.ts'
import { defectCodes } from '../model.ts'
import { defectMessages } from './messages.ts'
import { lotMessages as m } from './lot-messages.ts'

/** The state of one item of the sample. */
export const ItemState = ({ conforms }: { readonly conforms: boolean | null }): ReactNode => {
  const t = useT()
  return conforms === null ? <StatusPill shape="ring">{t(m.notJudged)}</StatusPill> : conforms ? <StatusPill shape="tick" tone="ok">{t(m.good)}</StatusPill> : <StatusPill shape="cross" tone="bad">{t(m.bad)}</StatusPill>
}

const lookOf = (conforms: boolean | null): 'good' | 'bad' | 'open' => (conforms === null ? 'open' : conforms ? 'good' : 'bad')
const words = { good: m.good, bad: m.bad, open: m.notJudged } as const
/** Beyond this many the squares say less than the table. */
const squaresUpTo = 400
const shows = ['all', 'bad', 'open'] as const

interface SampleProps { readonly inspection: string, readonly items: readonly InspectionItemView[] }

const Squares = ({ inspection, items }: SampleProps): ReactNode => {
  const t = useT()
  return (
    <ul className="lot-squares" aria-label={t(m.sample)}>
      {items.map(item => {
        const look = lookOf(item.conforms), label = `${t(m.taskNumber, { n: item.number })}, ${t(words[look])}`
        return <li key={item.task}><a className={look} href={`/i/${inspection}?task=${item.task}`} title={label} aria-label={label}>{look === 'bad' && <Icon name="cross" size={12} />}</a></li>
      })}
    </ul>
  )
}

/** Every item of the sample with its verdict and what was found in it; each leads to the item itself. */
export const LotSample = ({ inspection, items }: SampleProps): ReactNode => {
  const t = useT(), [chosen, choose] = useUrlState('show', 'all'), show = shows.find(one => one === chosen) ?? 'all'
  const rows = show === 'all' ? items : items.filter(item => lookOf(item.conforms) === show), judged = items.filter(item => item.conforms !== null).length
  return (
    <section className="card" aria-labelledby="lot-sample">
      <header><h2 id="lot-sample">{t(m.sample)}</h2><span className="quiet">{formatCount(judged)} / {formatCount(items.length)}</span><span className="end" />
        <Segmented label={t(m.show)} value={show} segments={[{ value: 'all', label: t(m.all) }, { value: 'bad', label: t(m.bad) }, { value: 'open', label: t(m.unjudged) }]} onChange={choose} />
      </header>
      {items.length <= squaresUpTo && <div className="body"><Squares inspection={inspection} items={items} /></div>}
      {rows.length === 0 ? <p className="body quiet">{t(m.noneHere)}</p> : (
        <div className="lot-items" tabIndex={0} role="region" aria-label={t(m.items)}>
          <table className="table">
            <thead><tr><th>{t(m.task)}</th><th>{t(m.file)}</th><th>{t(m.verdict)}</th><th>{t(m.defects)}</th></tr></thead>
            <tbody>{rows.map(item => (
              <tr key={item.task}>
                <td><a href={`/i/${inspection}?task=${item.task}`}>{t(m.taskNumber, { n: item.number })}</a></td>
                <td className="mono truncate">{item.assets[0]?.name}</td>
                <td><ItemState conforms={item.conforms} /></td>
                <td>{item.defects.map(defect => [t(defectMessages[defect.code]), defect.note].filter(Boolean).join(' · ')).join('；')}</td>
              </tr>
            ))}</tbody>
          </table>
        </div>
      )}
      <footer className="lot-codes"><dl aria-label={t(m.byCode)}>{defectCodes.map(code => <div key={code}><dt>{t(defectMessages[code])}</dt><dd>{formatCount(items.reduce((sum, item) => sum + item.defects.filter(d => d.code === code).length, 0))}</dd></div>)}</dl></footer>
    </section>
  )
}

import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { readSchema } from '../../../workspace/project/contract.ts'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { ChoiceField } from '../../../ui/choice-field.tsx'
import { ClassSwatch } from '../../../ui/class-swatch.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FailureState } from '../../../ui/error-state.tsx'
import { formatCount, formatTime } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { server, serverQuery } from '../../../ui/server.ts'
import { useUrlState } from '../../../ui/url-state.ts'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import type { BatchView } from '../../3-production/contract.ts'
import { listCorrections, type CorrectionView } from '../contract.ts'
import { defectCodes } from '../model.ts'
import { downloadCorrections } from '../report/contract.ts'
import { batchContentMessages as c } from './batch-messages.ts'
import { defectMessages } from './messages.ts'
import { reportMessages as r } from './report-messages.ts'
import { PersonName, shortId, usePeopleNames } from './people-names.tsx'
import { attributesOfShape, changeOf, colourOfShape, nameOfShape, placeOfShape } from './shape-words.ts'

/** So many rows are drawn at first, and so many more at a time. */
const pageSize = 100

const Content = ({ shape, schema }: { readonly shape: ShapeRecord | null, readonly schema: LabelSchemaDocument }): ReactNode => {
  const t = useT(), { locale } = useLocale()
  if (shape === null) return <span className="quiet">{t(c.nothing)}</span>
  const colour = colourOfShape(shape, schema), lines = [placeOfShape(shape), ...attributesOfShape(shape, schema, locale)].filter(Boolean)
  return <><span className="row">{colour > 0 && <ClassSwatch slot={colour} />}<span>{nameOfShape(shape, schema, locale)}</span></span>{lines.map(line => <div key={line} className="meta secondary">{line}</div>)}</>
}

const When = ({ at }: { readonly at: string }): ReactNode => <time className="when" dateTime={at}>{formatTime(new Date(at))}</time>

interface RowProps { readonly correction: CorrectionView, readonly schema: LabelSchemaDocument, /** Opens a task of the list; null for those who do not see tasks. */ readonly taskHref: ((number: number) => string) | null, nameOf(membership: string): string | undefined }
const Row = ({ correction: x, schema, taskHref, nameOf }: RowProps): ReactNode => {
  const t = useT(), change = changeOf(x.original, x.corrected)
  return (
    <tr>
      <td>{taskHref ? <a className="strong" href={taskHref(x.taskNumber)}>{x.taskNumber}</a> : x.taskNumber}</td>
      <td>{typeof change === 'string' ? t(c[change]) : change.map(part => t(c[part])).join(' · ')}<div className="meta secondary">{[...x.codes.map(code => t(defectMessages[code])), x.overturned && t(r.wasOverturned)].filter(Boolean).join(' · ')}</div></td>
      <td><PersonName id={x.annotator} name={nameOf(x.annotator)} /></td><td><PersonName id={x.corrector} name={nameOf(x.corrector)} /></td>
      <td className="content"><Content shape={x.original} schema={schema} /></td><td className="content"><Content shape={x.corrected} schema={schema} /></td>
      <td><When at={x.originalAt} /></td><td><When at={x.correctedAt} /></td>
    </tr>
  )
}

/** The filter of the ledger, in the address. */
const useFilter = () => {
  const [code, setCode] = useUrlState('code'), [annotator, setAnnotator] = useUrlState('annotator'), chosen = defectCodes.find(one => one === code)
  return { code: chosen ?? '', annotator, setCode, setAnnotator, filter: { ...(chosen && { code: chosen }), ...(annotator && { annotator }) } }
}

/** The correction ledger of a batch, with the six fields that GB/T 45674-2025 8.1 f asks for. */
export const CorrectionLedger = ({ batch, roles, taskHref }: { readonly batch: BatchView, readonly roles: readonly string[], readonly taskHref: RowProps['taskHref'] }): ReactNode => {
  const t = useT(), nameOf = usePeopleNames(batch.project, roles), [shown, show] = useState(pageSize), { filter, code, annotator, setCode, setAnnotator } = useFilter()
  const ledger = useQuery(serverQuery(listCorrections, { params: { batch: batch.id }, query: { ...filter, limit: 10_000 } })), schema = useQuery({ ...serverQuery(readSchema, { params: { project: batch.project }, query: { version: batch.schemaVersion } }), staleTime: Infinity })
  const error = ledger.error ?? schema.error
  if (error) return <FailureState failure={server().failureOf(error)} />
  if (!ledger.data || !schema.data) return <SkeletonRows rows={6} />
  const { corrections } = ledger.data, left = corrections.length - shown
  const isFiltered = code !== '' || annotator !== ''
  if (corrections.length === 0 && !isFiltered) return <EmptyState what={t(c.noCorrections)} next={t(c.noCorrectionsNext)} />
  const people = [...new Set(corrections.map(x => x.annotator))], href = (format: 'csv' | 'jsonl'): string => server().mediaUrlOf(downloadCorrections, { params: { batch: batch.id }, query: { ...filter, format } })
  return (
    <section className="card ledger" aria-labelledby="ledger">
      <header><h2 id="ledger">{t(c.corrections)}</h2><span className="meta secondary">{t(c.correctionsText)}</span></header>
      <div className="body row wrap">
        <ChoiceField label={t(r.code)} quietLabel size="s" value={code} onChange={setCode} options={[{ value: '', label: t(r.anyCode) }, ...defectCodes.map(value => ({ value, label: t(defectMessages[value]) }))]} />
        <ChoiceField label={t(c.annotator)} quietLabel size="s" value={annotator} onChange={setAnnotator} options={[{ value: '', label: t(r.anyAnnotator) }, ...(annotator && !people.includes(annotator) ? [annotator, ...people] : people).map(value => ({ value, label: nameOf(value) ?? shortId(value) }))]} />
        <span className="end" /><a className={buttonClass({ size: 's' })} href={href('csv')} download>{t(r.csv)}</a><a className={buttonClass({ size: 's' })} href={href('jsonl')} download>{t(r.jsonl)}</a>
      </div>
      {corrections.length === 0 && <EmptyState what={t(r.noMatch)} />}
      <table className="table">
        <thead><tr><th>{t(c.tasks)}</th><th>{t(c.change)}</th><th>{t(c.annotator)}</th><th>{t(c.corrector)}</th><th>{t(c.original)}</th><th>{t(c.corrected)}</th><th>{t(c.originalAt)}</th><th>{t(c.correctedAt)}</th></tr></thead>
        <tbody>{corrections.slice(0, shown).map(x => <Row key={`${x.task} ${x.shape} ${x.correctedAt}`} correction={x} schema={schema.data.document} taskHref={taskHref} nameOf={nameOf} />)}</tbody>
      </table>
      {left > 0 && <div className="body"><Button size="s" onClick={() => show(shown + pageSize)}>{t(c.more, { n: formatCount(Math.min(left, pageSize)) })}</Button></div>}
    </section>
  )
}

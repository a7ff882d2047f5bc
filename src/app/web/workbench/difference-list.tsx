import { useEffect, useRef, type ReactNode } from 'react'
import type { ReaderLook } from '../../../editor/shape-view.ts'
import { pick } from '../../../kernel/messages.ts'
import type { LabelSchemaDocument } from '../../../sockets/label-schema.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { Finding } from '../../../chain/5-inspection/model.ts'
import { formatShare } from '../../../ui/format.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { arbitrateMessages as a } from './arbitrate-messages.ts'

/** A reader's line, in their colour and pattern. */
export const ReaderLine = ({ look }: { readonly look: ReaderLook }): ReactNode => (
  <svg width={24} height={8} aria-hidden="true"><line x1={0} x2={24} y1={4} y2={4} stroke={look.colour} strokeWidth={3} strokeDasharray={look.dash.join(' ')} /></svg>
)

const useFindingWords = (schema: LabelSchemaDocument, looks: readonly ReaderLook[]) => {
  const t = useT(), { locale } = useLocale()
  const className = (record: ShapeRecord): string => { const found = schema.classes.find(c => c.id === record.class); return found ? pick(found.name, locale) : record.kind }
  const what = ({ question, readers }: Finding): string => {
    const asked = schema.questions.find(q => q.id === question)
    return asked ? pick(asked.title, locale) : [...new Set(readers.flatMap(record => (record ? [className(record)] : [])))].join(' / ')
  }
  const how = ({ difference, readers, distance }: Finding): string => {
    if (difference === 'missing') return t(a.missing, { letters: looks.filter((_, i) => readers[i]).map(look => look.letter).join(locale === 'en' ? ', ' : '、') })
    return difference === 'place' ? t(a.place, { share: formatShare(distance, 0) }) : difference ? t(a[difference]) : ''
  }
  return { what, how }
}

export interface DifferenceListProps {
  readonly findings: readonly Finding[]
  readonly schema: LabelSchemaDocument
  readonly looks: readonly ReaderLook[]
  readonly at: number | null
  /** Findings that all agree on. */
  readonly agreed: number
  onGo(index: number): void
}

/** What the readers do not agree on, to be walked one by one. */
export const DifferenceList = ({ findings, schema, looks, at, agreed, onGo }: DifferenceListProps): ReactNode => {
  const t = useT(), { what, how } = useFindingWords(schema, looks), current = useRef<HTMLButtonElement>(null)
  useEffect(() => { current.current?.scrollIntoView({ block: 'nearest' }) }, [at])
  return (
    <section className="differences" aria-label={t(a.differences)}>
      <header><h2>{t(a.differences)}</h2><span className="quiet">{findings.length}</span><span className="quiet meta end">{t(a.ofFindings, { n: agreed })}</span></header>
      {findings.length === 0 && <p className="quiet">{t(a.noDifferences)}</p>}
      <ol>
        {findings.map((finding, i) => (
          <li key={i}>
            <button type="button" ref={i === at ? current : null} aria-current={i === at || undefined} onClick={() => onGo(i)}>
              <span className="truncate">{what(finding)}</span><span className="difference">{how(finding)}</span>
              <span className="end row">{looks.map((look, reader) => <b key={look.letter} className={finding.readers[reader] ? 'reader' : 'reader none'} style={finding.readers[reader] ? { borderColor: look.colour } : undefined}>{finding.readers[reader] ? look.letter : '–'}</b>)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

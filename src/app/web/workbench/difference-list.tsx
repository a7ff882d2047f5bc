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
  /** Whose word the document bears that is to stand; empty: the arbiter's own. */
  bornBy(finding: Finding): readonly number[]
  onGo(index: number): void
  /** Takes the word of a reader; null: none of them. */
  onTake(index: number, reader: number | null): void
}

interface TakesProps { readonly finding: Finding, readonly looks: readonly ReaderLook[], readonly born: readonly number[], onTake(reader: number | null): void }
/** A letter for each reader, pressed where the document bears their word; the cross takes none. Of answers the letters only say who gave one. */
const Takes = ({ finding, looks, born, onTake }: TakesProps): ReactNode => {
  const t = useT(), isAnswer = finding.question !== null, has = (reader: number): boolean => finding.readers[reader] !== null
  if (isAnswer) return <span className="end row">{looks.map((look, reader) => <b key={look.letter} className={has(reader) ? 'reader' : 'reader none'} style={has(reader) ? { borderColor: look.colour } : undefined}>{has(reader) ? look.letter : '–'}</b>)}</span>
  return (
    <span className="end row">
      {looks.map((look, reader) => (
        <button key={look.letter} type="button" className={has(reader) ? 'reader' : 'reader none'} aria-pressed={born.includes(reader)} aria-label={t(a.takeOne, { letter: look.letter })} title={t(a.takeOne, { letter: look.letter })}
          style={has(reader) ? { borderColor: look.colour, borderStyle: look.dash.length > 0 ? 'dashed' : 'solid', ...(born.includes(reader) && { background: look.colour }) } : undefined} onClick={() => onTake(reader)}>{look.letter}</button>
      ))}
      <button type="button" className="reader none" aria-label={t(a.drop)} title={t(a.drop)} onClick={() => onTake(null)}>×</button>
      {born.length === 0 && <span className="visually-hidden">{t(a.own)}</span>}
    </span>
  )
}

/** What the readers do not agree on, to be walked one by one. */
export const DifferenceList = ({ findings, schema, looks, at, agreed, bornBy, onGo, onTake }: DifferenceListProps): ReactNode => {
  const t = useT(), { what, how } = useFindingWords(schema, looks), current = useRef<HTMLButtonElement>(null)
  useEffect(() => { current.current?.scrollIntoView({ block: 'nearest' }) }, [at])
  return (
    <section className="differences" aria-label={t(a.differences)}>
      <header><h2>{t(a.differences)}</h2><span className="quiet">{findings.length}</span><span className="quiet meta end">{t(a.ofFindings, { n: agreed })}</span></header>
      {findings.length === 0 && <p className="quiet">{t(a.noDifferences)}</p>}
      <ol>
        {findings.map((finding, i) => (
          <li key={i} className={i === at ? 'row current' : 'row'}>
            <button type="button" className="place" ref={i === at ? current : null} aria-current={i === at || undefined} onClick={() => onGo(i)}>
              <span className="truncate">{i + 1}. {what(finding)}</span><span className="difference">{how(finding)}</span>
            </button>
            <Takes finding={finding} looks={looks} born={bornBy(finding)} onTake={reader => onTake(i, reader)} />
          </li>
        ))}
      </ol>
    </section>
  )
}

import type { ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { ForwardedView, WorkView } from '../../../chain/4-annotation/contract.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { Note } from '../../../ui/note.tsx'
import { workbenchMessages as m } from './messages.ts'
import { labelOf, type NamedShape } from './shape-names.ts'

/** How many are named; the number above says how many there are. */
const LISTED = 12

export interface ForwardedNoteProps { readonly work: Pick<WorkView, 'schema'>, readonly forwarded: readonly ForwardedView[], readonly shapes: readonly NamedShape[], onGo(shape: string): void }

/** What reads differently since the label schema changed, shape by shape, and what has to be chosen again. */
export const ForwardedNote = ({ work, forwarded, shapes, onGo }: ForwardedNoteProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { classes, relations = [], retired = [] } = work.schema.document
  if (forwarded.length === 0) return null
  const nameOf = (id: string | null): string => id === null ? t(m.noClass) : pick([...classes, ...relations].find(entry => entry.id === id)?.name ?? retired.find(entry => (entry.list === 'classes' || entry.list === 'relations') && entry.id === id)?.name ?? {}, locale) || id
  const words = ({ was, is, choices }: ForwardedView): string => {
    if (!is) return t(m.schemaGone, { was: nameOf(was.class) })
    return choices ? t(m.schemaChoose, { was: nameOf(was.class), choices: choices.length > 0 ? choices.map(nameOf).join(' · ') : 'none' }) : t(m.schemaBecame, { was: nameOf(was.class), now: nameOf(is.class) })
  }
  return (
    <Note tone="warn">
      <div>{t(m.schemaMoved, { version: work.schema.version, n: forwarded.length })}</div>
      <ul className="sent-back">{forwarded.slice(0, LISTED).map(entry => {
        const shape = shapes.find(one => one.record.id === entry.was.id), said = shape ? `${labelOf(shape)} · ${words(entry)}` : words(entry)
        return <li key={entry.was.id}>{shape ? <button type="button" className="ui-link" onClick={() => onGo(shape.record.id)}>{said}</button> : said}</li>
      })}</ul>
    </Note>
  )
}

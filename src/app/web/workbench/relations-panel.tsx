import { useEffect, useState, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { uiMessages } from '../../../ui/messages.ts'
import { plugins } from '../plugins.ts'
import { workbenchMessages as m } from './messages.ts'
import type { AnySession } from './open-task.ts'
import { nextTarget, offersBetween, relationsOf, type Offer } from './relations.ts'
import { labelOf, type NamedShape } from './shape-names.ts'
import { useFacts } from './use-session.ts'

/** The kind of shape that ties two others, where a plug-in brings one. */
const relationKind = [...plugins.shapes.values()].find(shape => shape.ends !== undefined)?.id

export interface Relating {
  /** The shape that waits for the other one. */
  readonly from: string | null
  /** Both are chosen: the type is asked for. */
  readonly pair: readonly [from: string, to: string] | null
  /** The target that the keys stand on, before it is taken. */
  readonly candidate: string | null
  /** The relation under the pointer, in the list or on the canvas. */
  readonly hovered: string | null
  hover(relation: string | null): void
  begin(): boolean
  stop(): void
  /** Keys while a target is chosen: next, previous, take, give up. False leaves the key to others. */
  key(command: string): boolean
}

/** One shape is selected and `begin` pressed, then the other is clicked or walked to and taken; or both are selected before. @param shapes in the order in which the keys walk */
export const useRelating = (session: AnySession, records: readonly ShapeRecord[], shapes: readonly NamedShape[]): Relating => {
  const { selection } = useFacts(session), [from, setFrom] = useState<string | null>(null), [pair, setPair] = useState<readonly [string, string] | null>(null)
  const [candidate, stand] = useState<string | null>(null), [hovered, hover] = useState<string | null>(null)
  const canRelate = (session.schema.relations?.length ?? 0) > 0 && relationKind !== undefined && !session.readOnly
  useEffect(() => from === null ? undefined : session.store.listen('session', facts => {
    const other = [...facts.selection].find(id => id !== from)
    if (other !== undefined) { setPair([from, other]); setFrom(null); stand(null) } else if (facts.selection.size === 0) { setFrom(null); stand(null) }
  }), [from, session])
  const begin = (): boolean => {
    const [first, second, third] = selection
    if (!canRelate || first === undefined || third !== undefined) return canRelate
    if (second === undefined) setFrom(first); else setPair([first, second])
    return true
  }
  const stop = (): void => { setFrom(null); setPair(null); stand(null) }
  const key = (command: string): boolean => {
    const source = shapes.find(shape => shape.record.id === from)
    if (!source) return false
    switch (command) {
      case 'shape.next': case 'shape.previous': stand(nextTarget(source.record, candidate, command === 'shape.next' ? 1 : -1, shapes.map(shape => shape.record), records, session.schema)); return true
      case 'relation.begin': case 'tool-key.enter': if (candidate !== null) { setPair([source.record.id, candidate]); setFrom(null); stand(null) } return true
      case 'edit.escape': stop(); return true
      default: return false
    }
  }
  return { from, pair, candidate, hovered, hover, begin, stop, key }
}

interface TypeDialogProps { readonly session: AnySession, readonly records: readonly ShapeRecord[], readonly shapes: readonly NamedShape[], readonly pair: readonly [string, string], onClose(): void }

/** The types that fit, each a button; a type that fits the other way round says so. */
const TypeDialog = ({ session, records, shapes, pair, onClose }: TypeDialogProps): ReactNode => {
  const t = useT(), { locale } = useLocale()
  const [from, to] = pair.map(id => shapes.find(shape => shape.record.id === id))
  if (!from || !to || relationKind === undefined) return null
  const offers = offersBetween(from.record, to.record, records, session.schema)
  const tie = ({ type, isTurned }: Offer): void => {
    const [a, b] = isTurned ? [to, from] : [from, to]
    session.commit([{ op: 'put', shape: { ...session.make(relationKind, { from: a.record.id, to: b.record.id }), class: type.id } }])
    onClose()
  }
  const words = ({ type, isTurned }: Offer): string => {
    const [a, b] = isTurned ? [to, from] : [from, to]
    return t(m.relationRow, { from: labelOf(a), type: pick(type.name, locale), to: labelOf(b) })
  }
  return (
    <Dialog open title={t(m.relateTitle, { from: labelOf(from), to: labelOf(to) })} onClose={onClose} actions={<Button onClick={onClose}>{t(uiMessages.cancel)}</Button>}>
      {offers.length === 0 ? <p>{t(m.relateNone)}</p> : <div className="stack">{offers.map((offer, i) => <Button key={`${offer.type.id} ${offer.isTurned}`} variant={i === 0 ? 'primary' : undefined} onClick={() => tie(offer)}>{words(offer)}</Button>)}</div>}
    </Dialog>
  )
}

export interface RelationsPanelProps { readonly session: AnySession, readonly records: readonly ShapeRecord[], readonly shapes: readonly NamedShape[], readonly relating: Relating }

/** The relations of the document: seen, walked along, removed; and the way to a new one. */
export const RelationsPanel = ({ session, records, shapes, relating }: RelationsPanelProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { selection } = useFacts(session), found = relationsOf(records, shapes, session.schema)
  if (!session.schema.relations?.length && found.length === 0) return null
  const canBegin = !session.readOnly && (selection.size === 1 || selection.size === 2)
  const from = shapes.find(shape => shape.record.id === relating.from), stands = shapes.find(shape => shape.record.id === relating.candidate), nameOf = (shape: NamedShape | undefined): string => shape ? labelOf(shape) : t(m.removedShape)
  return (
    <section className="relations" aria-label={t(m.relations)}>
      <header><h2>{t(m.relations)}</h2><span className="quiet">{found.length}</span>
        {canBegin && <span className="end"><Button size="s" onClick={() => { relating.begin() }}>{t(m.relate)} · R</Button></span>}</header>
      {from && <p role="status" className="row"><span className="grow">{stands ? t(m.relateTo, { from: labelOf(from), to: labelOf(stands) }) : t(m.relateOther, { shape: labelOf(from) })}</span><button type="button" className="ui-link" onClick={relating.stop}>{t(uiMessages.cancel)}</button></p>}
      {!canBegin && !from && !session.readOnly && <p className="quiet">{t(m.relateFirst)}</p>}
      <ul>{found.map(({ record, type, from: a, to: b }) => {
        const words = t(m.relationRow, { from: nameOf(a), type: pick(type?.name ?? {}, locale) || record.class || '', to: nameOf(b) })
        return (
          <li key={record.id} className={classNames('row', relating.hovered === record.id && 'hovered')}>
            <button type="button" className="ui-link grow" onPointerEnter={() => relating.hover(record.id)} onPointerLeave={() => relating.hover(null)} onFocus={() => relating.hover(record.id)} onBlur={() => relating.hover(null)} onClick={() => session.select([a, b].flatMap(shape => shape?.record.id ?? []))}>{words}</button>
            {!session.readOnly && <IconButton icon="trash" label={`${t(m.remove)} ${words}`} onClick={() => session.commit([{ op: 'remove', id: record.id }])} />}
          </li>
        )
      })}</ul>
      {relating.pair && <TypeDialog session={session} records={records} shapes={shapes} pair={relating.pair} onClose={relating.stop} />}
    </section>
  )
}

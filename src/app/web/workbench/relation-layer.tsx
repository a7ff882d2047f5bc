import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react'
import { pick } from '../../../kernel/messages.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import { workbenchMessages as m } from './messages.ts'
import type { AnySession } from './open-task.ts'
import { arcAbove, besideOf, lanesOf, straightLine, type Box, type Line } from './relation-lines.ts'
import type { NamedRelation } from './relations.ts'
import type { Relating } from './relations-panel.tsx'
import { labelOf } from './shape-names.ts'
import { useFacts } from './use-session.ts'

/** What the layer needs of the mounted surface. */
export interface LineSurface {
  /** Where a shape stands in the window; null when it stands nowhere. */
  boxOf(id: string): Box | null
  /** Called whenever places change. @returns how to stop */
  onMove(listener: () => void): () => void
}

/** More would be a tangle: then those of the selection alone are drawn, and the list has them all. */
const MOST = 200

interface Tie { readonly relation: NamedRelation, readonly from: string, readonly to: string, readonly words: string }

const linesOf = (ties: readonly Tie[], boxes: ReadonlyMap<string, Box>, kind: 'picture' | 'text'): Map<string, Line> => {
  const placed = ties.flatMap(tie => { const a = boxes.get(tie.from), b = boxes.get(tie.to); return a && b ? [{ tie, a, b }] : [] })
  const lanes = kind === 'picture' ? besideOf(placed.map(({ tie }) => [tie.from, tie.to])) : lanesOf(placed.map(({ a, b }) => [Math.min(a.x + a.width / 2, b.x + b.width / 2), Math.max(a.x + a.width / 2, b.x + b.width / 2)]))
  return new Map(placed.map(({ tie, a, b }, i) => [tie.relation.record.id, kind === 'picture' ? straightLine(a, b, lanes[i]!) : arcAbove(a, b, lanes[i]!)]))
}

/** Lines are moved past React: pans, zooms and scrolls draw no component. */
const usePlaces = (layer: { readonly current: SVGSVGElement | null }, surface: LineSurface, ties: readonly Tie[], active: readonly string[], kind: 'picture' | 'text', session: AnySession): void => {
  useEffect(() => {
    const place = (): void => {
      const svg = layer.current
      if (!svg) return
      const origin = svg.getBoundingClientRect(), ids = new Set([...ties.flatMap(({ from, to }) => [from, to]), ...active])
      const boxes = new Map([...ids].flatMap(id => { const box = surface.boxOf(id); return box ? [[id, { ...box, x: box.x - origin.left, y: box.y - origin.top }] as const] : [] }))
      const lines = linesOf(ties, boxes, kind)
      for (const group of svg.querySelectorAll<SVGGElement>('[data-relation]')) {
        const line = lines.get(group.dataset['relation'] ?? '')
        group.style.display = line ? '' : 'none'
        if (!line) continue
        for (const path of group.querySelectorAll('path')) path.setAttribute('d', line.path)
        group.querySelector('text')?.setAttribute('transform', `translate(${line.label.x} ${line.label.y - 4})`)
      }
      for (const end of svg.querySelectorAll<SVGRectElement>('[data-end]')) {
        const box = boxes.get(end.dataset['end'] ?? '')
        end.style.display = box ? '' : 'none'
        if (box) for (const [name, value] of Object.entries({ x: box.x - 3, y: box.y - 3, width: box.width + 6, height: box.height + 6 })) end.setAttribute(name, String(value))
      }
    }
    place()
    // The surface lays itself out a frame after a change.
    let frame = requestAnimationFrame(place)
    const later = (): void => { cancelAnimationFrame(frame); frame = requestAnimationFrame(place) }
    const stops = [surface.onMove(place), session.store.listen('document', later)]
    return () => { cancelAnimationFrame(frame); for (const stop of stops) stop() }
  }, [layer, surface, ties, active, kind, session])
}

export interface RelationLayerProps { readonly session: AnySession, readonly surface: LineSurface, readonly kind: 'picture' | 'text', readonly relations: readonly NamedRelation[], readonly relating: Relating }

/** Relations over the picture or the text: arrows, arcs and their names. The list beside the picture says the same in words. */
export const RelationLayer = ({ session, surface, kind, relations, relating }: RelationLayerProps): ReactNode => {
  const t = useT(), { locale } = useLocale(), { selection, hidden } = useFacts(session), layer = useRef<SVGSVGElement>(null), marker = useId()
  const all = useMemo(() => relations.flatMap((relation): Tie[] => {
    const { from, to, type, record } = relation
    if (!from || !to || hidden.has(from.record.id) || hidden.has(to.record.id)) return []
    return [{ relation, from: from.record.id, to: to.record.id, words: pick(type?.name ?? {}, locale) || record.class || '' }]
  }), [relations, hidden, locale])
  const isActive = ({ relation, from, to }: Tie): boolean => relating.hovered === relation.record.id || selection.has(from) || selection.has(to)
  const ties = useMemo(() => all.length <= MOST ? all : all.filter(({ from, to }) => selection.has(from) || selection.has(to)), [all, selection])
  const hovered = all.find(({ relation }) => relation.record.id === relating.hovered), { from: waiting, candidate } = relating
  const ends = useMemo(() => [...new Set([hovered?.from, hovered?.to, waiting, candidate].flatMap(id => id ?? []))], [hovered, waiting, candidate])
  usePlaces(layer, surface, ties, ends, kind, session)
  return (
    <svg className="relation-layer" ref={layer} role="group" aria-label={t(m.relations)}>
      <defs><marker id={marker} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8Z" /></marker></defs>
      {ends.map(id => <rect key={id} data-end={id} className={id === candidate ? 'end candidate' : 'end'} rx="3" />)}
      {ties.map(tie => {
        const { relation: { record, type, from, to } } = tie, select = (): void => session.select([tie.from, tie.to])
        return (
          <g key={record.id} data-relation={record.id} className={isActive(tie) ? 'tie active' : 'tie'} role="img" aria-label={t(m.relationRow, { from: from ? labelOf(from) : '', type: tie.words, to: to ? labelOf(to) : '' })}
            onPointerEnter={() => relating.hover(record.id)} onPointerLeave={() => relating.hover(null)} onClick={select}>
            <path className="halo" /><path className="line" {...type?.symmetric !== true && { markerEnd: `url(#${marker})` }} /><path className="reach" />
            <text>{tie.words}</text>
          </g>
        )
      })}
    </svg>
  )
}

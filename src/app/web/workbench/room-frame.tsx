import { useCallback, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { KeyedTool } from '../../../editor/input/keymap.ts'
import { defineMessages } from '../../../kernel/messages.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { classNames } from '../../../ui/class-names.ts'
import { useLocale, useT } from '../../../ui/i18n.tsx'
import type { WorkView } from '../../../chain/4-annotation/contract.ts'
import { plugins } from '../plugins.ts'
import { AttributesPanel } from './attributes-panel.tsx'
import { endsOf, missingOf } from './checks.ts'
import { ClassList } from './class-list.tsx'
import { GuidelinePanel } from './guideline.tsx'
import { HintsBar } from './hints-bar.tsx'
import { KeySheet } from './key-sheet.tsx'
import { isFrozen, roomBindings, type RoomMode } from './keys.ts'
import { workbenchMessages as m } from './messages.ts'
import { ObjectList } from './object-list.tsx'
import type { Sitting } from './open-task.ts'
import type { Arming, ShownPin } from './pin-layer.tsx'
import { placeMessages as p } from './place-messages.ts'
import { PlaceStrip } from './place-strip.tsx'
import { layoutOf, placeStates, useHere } from './places.ts'
import { QuestionsPanel } from './questions-panel.tsx'
import { moveToRegion } from './regions.ts'
import { relationsOf } from './relations.ts'
import { RelationsPanel, useRelating } from './relations-panel.tsx'
import { labelOf, nameShapes, type NamedShape } from './shape-names.ts'
import type { Surface } from './mount-surface.ts'
import { Stage, type Beside, type Comparison } from './stage.tsx'
import { ToolRail } from './tool-rail.tsx'
import { useFacts, useRecords } from './use-session.ts'

const plainTools = defineMessages({ select: m.select, pan: m.pan })
const isPlain = (id: string): id is keyof typeof plainTools => id in plainTools

/** The shapes of the document, in all its places, under the names that the person sees. */
export const useNamedShapes = ({ places }: Sitting): { readonly records: readonly ShapeRecord[], readonly shapes: readonly NamedShape[] } => {
  const t = useT(), { locale } = useLocale(), records = useRecords(places.store), { schema } = places
  const shapes = useMemo(() => nameShapes(records.filter(record => endsOf(record) === null), schema, locale, kind => { const title = plugins.shapes.get(kind)?.title; return title ? t(title) : kind }), [records, schema, locale, t])
  return { records, shapes }
}

const toolsOf = (sitting: Sitting, mode: RoomMode): readonly KeyedTool[] => {
  if (sitting.kind === 'text') return []
  return [...Object.keys(plainTools).map(id => ({ id, key: id === 'select' ? 'v' : 'h', title: isPlain(id) ? plainTools[id] : m.tools })),
    ...isFrozen(mode) ? [] : [...sitting.session.shapes.views.values()].flatMap(view => view.space === 'raster' ? [{ id: view.tool.id, key: view.tool.key, title: plugins.shapes.get(view.id)?.title ?? m.tools }] : [])]
}

/** Says the selection to who does not see it. */
const Announcer = ({ sitting, shapes }: { readonly sitting: Sitting, readonly shapes: readonly NamedShape[] }): ReactNode => {
  const t = useT(), { selection } = useFacts(sitting.session)
  const [id, ...more] = selection, shape = shapes.find(one => one.record.id === id), bounds = id === undefined ? null : sitting.session.store.bounds(id)
  if (!shape) return <div className="visually-hidden" role="status" />
  const place = { shape: labelOf(shape), n: shapes.length }
  const said = more.length > 0 ? t(m.selectedMany, { n: more.length + 1 })
    : bounds ? t(m.selectedAt, { ...place, x: Math.round(bounds.x), y: Math.round(bounds.y), width: Math.round(bounds.width), height: Math.round(bounds.height) }) : t(m.selectedShape, place)
  return <div className="visually-hidden" role="status">{said}</div>
}

const noPins: readonly ShownPin[] = []
const noSlots: ReadonlySet<string> = new Set()

export interface RoomFrameProps {
  readonly project: string
  readonly work: Pick<WorkView, 'guideline'>
  readonly sitting: Sitting
  readonly mode: RoomMode
  readonly top: ReactNode
  readonly notices?: ReactNode
  /** Of another annotation, to compare with. */
  readonly second?: readonly ShapeRecord[]
  /** Readers that are compared, each in a look of its own. */
  readonly readers?: Comparison | undefined
  /** Others of the same content, in panes beside it. */
  readonly beside?: Beside | undefined
  /** Above the objects, below them. */
  readonly before?: ReactNode
  readonly after?: ReactNode
  readonly dialogs?: ReactNode
  /** Places with changes that are not on the server. */
  readonly unsaved?: ReadonlySet<string>
  readonly badge?: (shape: NamedShape) => ReactNode
  readonly surfaceRef: RefObject<Surface | null>
  /** Places of defects, in the order of their list; `arming` while one is being set. */
  readonly pins?: readonly ShownPin[]
  readonly arming?: Arming | null
  /** Commands of this mode: submit, skip, verdict. */
  command(name: string): boolean
}

/** The four walls of the room, the same for annotation, review and inspection. */
export const RoomFrame = ({ project, work, sitting, mode, top, notices, second, readers, beside, before, after, dialogs, badge, surfaceRef, pins = noPins, arming = null, unsaved = noSlots, command }: RoomFrameProps): ReactNode => {
  const t = useT(), { session, places } = sitting, all = useNamedShapes(sitting), records = useHere(sitting, all.records), layout = layoutOf(places.sittings.length)
  const shapes = useMemo(() => (layout === 'one' ? all.shapes : all.shapes.filter(shape => shape.record.slot === session.slot)), [layout, all.shapes, session])
  const states = useMemo(() => placeStates(places.sittings.map(one => ({ slot: one.session.slot, name: one.asset.name })), all.records, missingOf(all.records, places.schema), unsaved), [places, all.records, unsaved])
  const room = useRef<HTMLDivElement>(null), search = useRef<HTMLInputElement>(null), panel = useRef<HTMLElement>(null)
  const [showsKeys, showKeys] = useState(false), [currentPin, setPin] = useState<number | null>(null), relating = useRelating(session, records, shapes)
  const tools = useMemo(() => toolsOf(sitting, mode), [sitting, mode])
  const bindings = useMemo(() => roomBindings(sitting.kind === 'picture' ? 'raster' : 'document', tools, mode, session.schema.classes, layout !== 'one'), [sitting.kind, tools, mode, session, layout])
  // A room with a picture in it keeps its look while a text is in hand.
  const look = places.sittings.some(one => one.kind === 'picture') ? 'picture' : 'text'
  const focus = useCallback(() => surfaceRef.current?.focus(), [surfaceRef])
  const chooseClass = (id: string | null): void => {
    // Where nothing can be changed a class is looked up, not given.
    if (session.readOnly) session.select([])
    session.setClass(id)
    const label = session.schema.classes.find(entry => entry.id === id), { tool } = session.store.facts
    // The tool in hand may not draw this class: the first that may is taken up.
    if (label && session.store.facts.selection.size === 0 && session.shapes.views.has(tool) && !label.kinds.includes(tool)) {
      const kind = label.kinds.find(one => session.shapes.views.has(one))
      if (kind !== undefined) session.setTool(kind)
    }
    focus()
  }
  /** The digit of a class, where it only looks the class up. */
  const lookUp = (name: string): boolean => {
    const digit = isFrozen(mode) ? /^class\.(\d+)$/.exec(name)?.[1] : undefined, label = digit === undefined ? undefined : session.schema.classes[Number(digit) - 1]
    if (label) chooseClass(label.id)
    return digit !== undefined
  }
  const goToPin = (direction: 1 | -1): boolean => {
    const n = pins.length, to = n === 0 ? null : currentPin === null ? (direction === 1 ? 0 : n - 1) : (currentPin + direction + n) % n, shown = to === null ? undefined : pins[to]
    if (shown) surfaceRef.current?.pins.reveal(shown.pin)
    setPin(to)
    return n > 0
  }
  const relations = useMemo(() => relationsOf(records, shapes, session.schema), [records, shapes, session])
  const page = (name: string): boolean => {
    if (relating.key(name)) return true
    switch (name) {
      case 'region.next': moveToRegion(room.current, 1); return true
      case 'region.previous': moveToRegion(room.current, -1); return true
      case 'class.search': search.current?.focus(); return search.current !== null
      case 'place.next': return places.step(1)
      case 'place.previous': return places.step(-1)
      case 'pin.next': return goToPin(1)
      case 'pin.previous': return goToPin(-1)
      case 'help.keys': showKeys(true); return true
      case 'relation.begin': return relating.begin()
      case 'panel.attributes': panel.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(); return panel.current !== null
      default: return lookUp(name) || command(name)
    }
  }
  return (
    <div className="workbench" data-surface="workbench" {...look === 'picture' && { 'data-theme': 'dark' }} ref={room}>
      <div className={classNames('room', look)}>
        {top}
        {look === 'picture' && <ToolRail session={session} tools={tools.map(tool => ({ ...tool, name: t(tool.title) }))} onChosen={focus} />}
        <aside className="side left" aria-label={t(m.classesAndGuideline)} data-region>
          <ClassList session={session} records={records} search={search} isKeyed={mode !== 'arbitrate'} onChoose={chooseClass} />
          <GuidelinePanel project={project} guideline={work.guideline} session={session} />
        </aside>
        <main className={classNames('stages', layout)} aria-label={t(m.canvas)}>
          {(layout === 'pair' ? places.sittings : [sitting]).map(one => (
            <Stage key={one.session.slot} sitting={one} bindings={bindings} page={page} surfaceRef={surfaceRef} second={second} readers={readers} beside={one === sitting ? beside : undefined} ties={one === sitting && (relations.length > 0 || relating.from !== null) ? { relations, relating } : undefined} notices={one === sitting && notices}
              pins={one === sitting ? pins : noPins} currentPin={currentPin} arming={one === sitting ? arming : null} onPin={setPin} onPinStep={goToPin} isActive={one === sitting} {...layout === 'pair' && { onActivate: () => places.show(places.sittings.indexOf(one)) }} />
          ))}
          {layout !== 'one' && <PlaceStrip places={places} states={states} active={places.index} onShow={index => { if (index === places.index) focus(); else places.show(index) }} />}
        </main>
        <aside className="side right" aria-label={t(m.panel)} data-region>
          {before}
          <section className="objects">
            <header><h2>{t(m.objects)}</h2><span className="quiet">{shapes.length}</span>{layout !== 'one' && <span className="end quiet">{t(p.inTask, { n: all.shapes.length })}</span>}</header>
            <ObjectList session={session} shapes={shapes} emptyText={t(sitting.kind === 'picture' ? m.noObjects : m.noSpans)} onFrame={() => surfaceRef.current?.frame()} badge={badge} />
          </section>
          <RelationsPanel session={session} records={records} shapes={shapes} relating={relating} />
          <AttributesPanel session={session} shapes={shapes} panel={panel} />
          <QuestionsPanel session={session} records={all.records} />
          {after}
        </aside>
        <HintsBar sitting={sitting} mode={mode} onKeys={() => showKeys(true)} />
        <Announcer sitting={sitting} shapes={shapes} />
        <KeySheet open={showsKeys} bindings={bindings} scope={sitting.kind === 'picture' ? 'raster' : 'document'} onClose={() => { showKeys(false); focus() }} />
      </div>
      {dialogs}
    </div>
  )
}

import type { Bounds, Point } from '../../../kernel/geometry/plane.ts'
import { pick, type Locale } from '../../../kernel/messages.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import { hits } from '../../hit-test.ts'
import { PointerInput, type ClientPoint } from '../../input/pointer.ts'
import type { EditorSession } from '../../session.ts'
import { rasterView } from '../../shape-view.ts'
import type { DocumentChange } from '../../store/diff.ts'
import type { SessionFacts } from '../../store/document-store.ts'
import { paintOrder } from '../../store/document-store.ts'
import type { Preview } from '../../tools/define-tool.ts'
import { rasterToolView } from '../../tools/raster-space.ts'
import type { RasterSpace, ReaderLook, Reading, ShapeStyle } from '../../shape-view.ts'
import { AdjustmentFilter, type Adjustment } from './adjust.ts'
import { BaseLayer } from './base-layer.ts'
import { ImageLayer } from './image-layer.ts'
import { drawLabels, LABEL_LIMIT } from './label-layer.ts'
import { LayerStack, type LayerName } from './layer-stack.ts'
import { drawOverlay } from './overlay-layer.ts'
import { readPalette, StyleBook } from './style.ts'
import { actualSize, deviceMap, fitted, framed, lookingAt, lookOf, pannedBy, toImage, toScreen, visibleArea, zoomedAt, type Look, type Size, type Viewport } from './viewport.ts'

/** What the chrome around the picture may show; called at most once a frame. */
export interface Readout {
  /** Screen pixels of one image pixel, 1 = 100 %. */
  readonly zoom: number
  /** Image pixels under the pointer. */
  readonly pointer: Point | null
  /** Size of what is being drawn, else of the one selected shape. */
  readonly size: Size | null
}

export interface RasterSurfaceOptions {
  /** Pixels of the upright image. */
  readonly extent: Size
  readonly locale: Locale
  /** Name of the canvas for a screen reader. */
  readonly name: string
  onReadout?(readout: Readout): void
}

/** The picture with its shapes, mounted into an element: draws from diffs, hears the pointer, knows no kind of shape. */
export class RasterSurface {
  private readonly host: HTMLElement
  private readonly session: EditorSession<RasterSpace>
  private readonly options: RasterSurfaceOptions
  private readonly layers: LayerStack
  private readonly image: ImageLayer
  private readonly base: BaseLayer
  private readonly styles: StyleBook
  private readonly filter: AdjustmentFilter
  private readonly input: PointerInput<Point>
  private readonly stops: (() => void)[] = []
  private readonly dirty = new Set<LayerName>()
  private view: Viewport = { scale: 1, dx: 0, dy: 0 }
  private isFitted = true
  private frame = 0
  private reach = 6
  private pointer: Point | null = null
  private hovered: string | null = null
  private preview: Preview = {}
  /** Shapes that the overlay draws at the moment, so that the base must not. */
  private lifted: ReadonlySet<string> = new Set()
  /** Records of another annotation, shown and never touched; by identity, for two annotations may share ids. */
  private second: ReadonlySet<ShapeRecord> = new Set()
  /** Where readers are compared: the look of each record of the others, and of one's own document. */
  private looks: ReadonlyMap<ShapeRecord, ReaderLook> = new Map()
  private ownLook: ReaderLook | null = null

  constructor(host: HTMLElement, session: EditorSession<RasterSpace>, options: RasterSurfaceOptions) {
    this.host = host
    this.session = session
    this.options = options
    if (getComputedStyle(host).position === 'static') host.style.position = 'relative'
    host.style.overflow = 'hidden'
    host.tabIndex = 0
    host.setAttribute('role', 'application')
    host.setAttribute('aria-label', options.name)
    this.styles = new StyleBook(session.schema, readPalette(host))
    this.layers = new LayerStack(host, () => this.resized())
    const { canvases } = this.layers
    this.image = new ImageLayer(canvases.image, getComputedStyle(host).getPropertyValue('--canvas').trim() || '#2b2b2b')
    this.base = new BaseLayer(canvases.base, {
      search: area => [...this.secondIn(area), ...session.store.search(area).filter(record => this.isOnBase(record))],
      bounds: id => session.store.bounds(id),
      draw: (pen, record, map, crowd) => rasterView(session.shapes, record.kind)?.draw(pen, record.payload, map, this.styleOf(record, crowd)),
      changed: () => this.invalidate('base', 'labels'),
    })
    this.filter = new AdjustmentFilter(canvases.image)
    this.input = new PointerInput(host, {
      place: at => toImage(this.view, this.local(at)),
      send: event => session.send(event),
      pointerAt: at => this.point(at),
      setReach: reach => { this.reach = reach },
      panBy: (dx, dy) => this.panBy(dx, dy),
      zoomAt: (at, factor) => this.zoomAt(this.local(at), factor),
    })
    this.stops.push(
      session.mount(() => rasterToolView(session.store, session.shapes, { scale: this.view.scale, reach: this.reach, extent: options.extent }, session)),
      session.store.listen('document', change => this.changed(change)),
      session.store.listen('session', (facts, before) => this.factsChanged(facts, before)),
      session.on('preview', preview => this.previewed(preview)),
      session.on('pan', by => this.panBy(by.x * this.view.scale, by.y * this.view.scale)),
    )
    // A draft that was taken up before the surface was there.
    this.previewed(session.preview)
  }

  get viewport(): Viewport { return this.view }
  /** Where it looks, as a surface of another size can look along. */
  get looking(): Look { return lookOf(this.view, this.options.extent, this.layers.size) }
  lookAt(at: Look): void { this.isFitted = false; this.look(lookingAt(at, this.options.extent, this.layers.size, this.layers.ratio)) }
  /** Complete redraws of the base layer so far. */
  get baseRedraws(): number { return this.base.redraws }
  get isSettled(): boolean { return this.base.isSettled && this.frame === 0 }

  /** Takes over the decoded, upright bitmap. */
  setImage(bitmap: ImageBitmap): Promise<void> { return this.image.set(bitmap, () => this.invalidate('image')) }
  adjust(adjustment: Adjustment): void { this.filter.set(adjustment) }

  /** Shows what another annotator drew, dotted, under the document. */
  showSecond(records: readonly ShapeRecord[]): void { this.second = new Set(records); this.base.restart() }

  /** Compares readers: the document in the look of one of them, the others under it. Null: the document looks as always. */
  showReaders(own: ReaderLook | null, others: readonly Reading[]): void {
    this.ownLook = own
    this.looks = new Map(others.flatMap(({ look, records }) => records.map(record => [record, look] as const)))
    this.showSecond([...this.looks.keys()])
  }

  fit(): void { this.isFitted = true; this.look(fitted(this.options.extent, this.layers.size)) }
  showActualSize(): void { this.isFitted = false; this.look(actualSize(this.view, this.layers.size, this.layers.ratio)) }
  zoomAt(at: Point, factor: number): void {
    this.isFitted = false
    this.look(zoomedAt(this.view, at, factor, this.options.extent, this.layers.size, this.layers.ratio))
  }
  zoomBy(factor: number): void { this.zoomAt({ x: this.layers.size.width / 2, y: this.layers.size.height / 2 }, factor) }
  panBy(dx: number, dy: number): void { this.isFitted = false; this.look(pannedBy(this.view, dx, dy, this.options.extent, this.layers.size)) }
  showSelection(): void {
    const bounds = [...this.session.store.facts.selection].flatMap(id => this.session.store.bounds(id) ?? [])
    if (bounds.length === 0) return
    const x = Math.min(...bounds.map(b => b.x)), y = Math.min(...bounds.map(b => b.y))
    const right = Math.max(...bounds.map(b => b.x + b.width)), bottom = Math.max(...bounds.map(b => b.y + b.height))
    this.isFitted = false
    // Half as much again on every side: what surrounds a shape says what it is.
    const around = Math.max(right - x, bottom - y) / 2
    this.look(framed({ x: x - around, y: y - around, width: right - x + 2 * around, height: bottom - y + 2 * around }, this.options.extent, this.layers.size, this.layers.ratio))
  }

  /** From image pixels to the window, for popovers and for the keyboard's pointer. */
  toClient(at: Point): ClientPoint {
    const origin = this.host.getBoundingClientRect(), p = toScreen(this.view, at)
    return { x: p.x + origin.left, y: p.y + origin.top }
  }

  /** The crosshair and the hovered shape, moved by the pointer or by keys. */
  pointAt(at: Point | null): void {
    this.pointer = at
    this.hovered = at && this.session.toolState === 'idle' ? hits({ store: this.session.store, shapes: this.session.shapes, tolerance: this.reach / this.view.scale }, at)[0] ?? null : null
    this.host.style.cursor = this.session.cursor
    this.invalidate('overlay')
  }

  destroy(): void {
    for (const stop of this.stops) stop()
    cancelAnimationFrame(this.frame)
    this.input.stop()
    this.base.stop()
    this.image.close()
    this.filter.remove()
    this.layers.remove()
  }

  private point(at: ClientPoint | null): void { this.pointAt(at && toImage(this.view, this.local(at))) }

  private local(at: ClientPoint): Point {
    const origin = this.host.getBoundingClientRect()
    return { x: at.x - origin.left, y: at.y - origin.top }
  }

  private isOnBase(record: ShapeRecord): boolean { return !this.lifted.has(record.id) && !this.session.store.facts.hidden.has(record.id) }

  private resized(): void {
    this.base.resize()
    if (this.isFitted) this.fit(); else this.look(this.view)
    this.invalidate('image', 'base', 'overlay', 'labels')
  }

  private look(view: Viewport): void {
    this.view = view
    this.base.look(deviceMap(view, this.layers.ratio))
    this.invalidate('image', 'base', 'overlay', 'labels')
  }

  private changed(change: DocumentChange): void {
    const areas = change.edits.flatMap(({ before, after }) => [before, after]).flatMap(record => this.boundsOf(record))
    if (areas.length > 200) this.base.restart(); else this.base.repair(areas)
    this.invalidate('overlay', 'labels')
    if ('requestIdleCallback' in window) requestIdleCallback(() => this.session.store.tidy())
  }

  private styleOf(record: ShapeRecord, crowd: number): ShapeStyle {
    const look = this.looks.get(record)
    if (look) return this.styles.reader(look)
    if (this.second.has(record)) return this.styles.second(record)
    return this.ownLook ? this.styles.reader(this.ownLook) : this.styles.style(record, 'base', crowd)
  }

  private secondIn(area: Bounds): ShapeRecord[] {
    return [...this.second].filter(record => this.boundsOf(record).some(b => b.x <= area.x + area.width && b.x + b.width >= area.x && b.y <= area.y + area.height && b.y + b.height >= area.y))
  }

  private boundsOf(record: ShapeRecord | null): Bounds[] {
    const bounds = record && this.session.shapes.definitions.get(record.kind)?.bounds(record.payload)
    return bounds ? [bounds] : []
  }

  private factsChanged(facts: SessionFacts, before: SessionFacts): void {
    if (facts.hidden !== before.hidden) this.base.restart()
    this.invalidate('overlay', 'labels')
  }

  /** What starts to move leaves the base; what stopped comes back to it. Selecting lifts nothing. */
  private previewed(preview: Preview): void {
    this.preview = preview
    const lifted = new Set((preview.shapes ?? []).map(shape => shape.id))
    const moved = [...lifted].filter(id => !this.lifted.has(id)).concat([...this.lifted].filter(id => !lifted.has(id)))
    this.lifted = lifted
    const areas = moved.flatMap(id => this.session.store.bounds(id) ?? [])
    if (areas.length > 0) this.base.repair(areas)
    this.invalidate('overlay')
  }

  private invalidate(...names: LayerName[]): void {
    for (const name of names) this.dirty.add(name)
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    this.frame = 0
    const map = deviceMap(this.view, this.layers.ratio), { dirty } = this
    if (dirty.has('image')) this.image.draw(map)
    if (dirty.has('base')) this.base.blit()
    if (dirty.has('overlay')) this.drawOverlay()
    // No tags during a gesture: they come back when the view rests.
    if (dirty.has('labels')) this.drawLabels()
    dirty.clear()
    this.options.onReadout?.({ zoom: this.view.scale * this.layers.ratio, pointer: this.pointer, size: this.measured() })
  }

  private drawOverlay(): void {
    const { store, shapes } = this.session, { hidden } = store.facts, map = deviceMap(this.view, this.layers.ratio)
    const selected = [...store.facts.selection].flatMap(id => store.get(id) ?? []).filter(record => !hidden.has(record.id))
    const pointer = this.pointer && { x: this.pointer.x * map.scale + map.dx, y: this.pointer.y * map.scale + map.dy }
    drawOverlay(this.layers.pen('overlay'), {
      shapes, selected, pointer, styles: this.styles, preview: this.preview, ratio: this.layers.ratio, reach: this.reach,
      hovered: this.hovered === null ? null : store.get(this.hovered) ?? null,
    }, map)
  }

  private drawLabels(): void {
    const { store, shapes, schema } = this.session, { canvases } = this.layers
    canvases.labels.style.visibility = this.base.isSettled ? 'visible' : 'hidden'
    if (!this.base.isSettled) return
    const chosen = [...store.facts.selection, ...(this.hovered === null ? [] : [this.hovered])].flatMap(id => store.get(id) ?? [])
    const others = this.base.crowd <= LABEL_LIMIT ? store.search(visibleArea(this.view, this.layers.size)).sort((a, b) => paintOrder(b, a)) : []
    const records = [...new Set([...chosen, ...others])].filter(record => this.isOnBase(record))
    const names = new Map(schema.classes.map(entry => [entry.id, pick(entry.name, this.options.locale)]))
    drawLabels(this.layers.pen('labels'), { shapes, records, styles: this.styles, ratio: this.layers.ratio, text: record => names.get(record.class ?? '') ?? '' }, deviceMap(this.view, this.layers.ratio))
  }

  private measured(): Size | null {
    const [drawn] = this.preview.shapes ?? [], [chosen, ...more] = this.session.store.facts.selection
    const record = drawn ?? (chosen !== undefined && more.length === 0 ? this.session.store.get(chosen) : undefined)
    const bounds = this.boundsOf(record ?? null)[0]
    return bounds ? { width: bounds.width, height: bounds.height } : null
  }
}

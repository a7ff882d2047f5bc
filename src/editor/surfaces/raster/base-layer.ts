import type { Bounds } from '../../../kernel/geometry/plane.ts'
import type { ShapeRecord } from '../../../sockets/shape.ts'
import type { DeviceMap } from '../../shape-view.ts'
import { paintOrder } from '../../store/document-store.ts'

export interface BaseScene {
  /** Shapes to be drawn that touch the area (image pixels), in any order. */
  search(area: Bounds): ShapeRecord[]
  bounds(id: string): Bounds | null
  draw(pen: CanvasRenderingContext2D, record: ShapeRecord, map: DeviceMap, crowd: number): void
  /** The picture is newer than what is shown. */
  changed(): void
}

/** Share of the view drawn beyond each border, so that a pan has something to show. */
const MARGIN = 0.25
const SLICE_MILLIS = 6
/** A gesture has paused when nothing moved for this long. */
const PAUSE_MILLIS = 40
/** Halo, line and rounding reach this many device pixels beyond the bounds. */
const BLEED = 4

interface Job { readonly map: DeviceMap, readonly records: readonly ShapeRecord[], readonly pen: CanvasRenderingContext2D, next: number }

const context = (canvas: HTMLCanvasElement): CanvasRenderingContext2D => {
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser gives no 2D canvas')
  return pen
}
const sameMap = (a: DeviceMap, b: DeviceMap): boolean => a.scale === b.scale && a.dx === b.dx && a.dy === b.dy

/**
 * All shapes that are not being edited, kept as a picture larger than the view. While the view moves the picture is moved;
 * the true one is drawn in short slices beside it once the gesture pauses. An edit repairs a rectangle of the picture.
 */
export class BaseLayer {
  /** How often everything was redrawn: selecting must not raise it. */
  redraws = 0
  /** How many shapes the picture holds. */
  crowd = 0
  readonly canvas: HTMLCanvasElement
  private readonly pen: CanvasRenderingContext2D
  private readonly scene: BaseScene
  private front = context(document.createElement('canvas'))
  private back = context(document.createElement('canvas'))
  /** Where the picture in front was drawn for; null before the first. */
  private frontMap: DeviceMap | null = null
  private wanted: DeviceMap = { scale: 1, dx: 0, dy: 0 }
  private margin = { x: 0, y: 0 }
  private job: Job | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(canvas: HTMLCanvasElement, scene: BaseScene) {
    this.canvas = canvas
    this.pen = context(canvas)
    this.scene = scene
  }

  /** Is the picture the true one for the present view? */
  get isSettled(): boolean { return this.job === null && this.timer === undefined && this.frontMap !== null && sameMap(this.frontMap, this.wanted) }

  resize(): void {
    this.margin = { x: Math.round(this.canvas.width * MARGIN), y: Math.round(this.canvas.height * MARGIN) }
    for (const pen of [this.front, this.back]) {
      pen.canvas.width = this.canvas.width + 2 * this.margin.x
      pen.canvas.height = this.canvas.height + 2 * this.margin.y
    }
    this.frontMap = null
    this.restart()
  }

  /** Asks for another view; what is shown until it is drawn is the old picture, moved. */
  look(map: DeviceMap): void {
    if (sameMap(map, this.wanted) && this.frontMap) return
    this.wanted = map
    this.job = null
    clearTimeout(this.timer)
    this.timer = undefined
    if (!this.frontMap) return this.restart()
    this.timer = setTimeout(() => this.restart(), PAUSE_MILLIS)
  }

  /** Draws everything anew, at once when it is little. */
  restart(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.canvas.width === 0) return
    const map = this.shifted(this.wanted), { width, height } = this.back.canvas
    const records = this.scene.search({ x: -map.dx / map.scale, y: -map.dy / map.scale, width: width / map.scale, height: height / map.scale }).sort(paintOrder)
    this.redraws++
    this.crowd = records.length
    this.back.clearRect(0, 0, width, height)
    this.job = { map: this.wanted, records, pen: this.back, next: 0 }
    this.slice(this.job)
  }

  /** Redraws what touches these areas (image pixels): the places that shapes left and came to. */
  repair(areas: readonly Bounds[]): void {
    if (this.job || !this.frontMap) return this.restart()
    const map = this.shifted(this.frontMap), pen = this.front
    for (const area of areas) {
      const x = Math.floor(area.x * map.scale + map.dx) - BLEED, y = Math.floor(area.y * map.scale + map.dy) - BLEED
      const width = Math.ceil(area.width * map.scale) + 2 * BLEED + 1, height = Math.ceil(area.height * map.scale) + 2 * BLEED + 1
      const reach = BLEED / map.scale
      const touching = this.scene.search({ x: area.x - 2 * reach, y: area.y - 2 * reach, width: area.width + 4 * reach, height: area.height + 4 * reach })
      pen.save()
      pen.beginPath()
      pen.rect(x, y, width, height)
      pen.clip()
      pen.clearRect(x, y, width, height)
      for (const record of touching.sort(paintOrder)) this.scene.draw(pen, record, map, this.crowd)
      pen.restore()
    }
    this.scene.changed()
  }

  /** Puts the picture on screen for the wanted view. */
  blit(): void {
    const { pen, canvas, front } = this
    pen.clearRect(0, 0, canvas.width, canvas.height)
    if (!this.frontMap) return
    const k = this.wanted.scale / this.frontMap.scale, from = this.shifted(this.frontMap)
    const x = this.wanted.dx - from.dx * k, y = this.wanted.dy - from.dy * k
    // On the spot the picture lies on whole pixels and stays sharp.
    if (k === 1) pen.drawImage(front.canvas, Math.round(x), Math.round(y))
    else pen.drawImage(front.canvas, x, y, front.canvas.width * k, front.canvas.height * k)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.job = null
  }

  private shifted(map: DeviceMap): DeviceMap { return { scale: map.scale, dx: map.dx + this.margin.x, dy: map.dy + this.margin.y } }

  private slice(job: Job): void {
    if (job !== this.job) return
    const map = this.shifted(job.map), until = performance.now() + SLICE_MILLIS
    while (job.next < job.records.length && performance.now() < until) {
      for (const end = Math.min(job.next + 32, job.records.length); job.next < end; job.next++) this.scene.draw(job.pen, job.records[job.next]!, map, this.crowd)
    }
    if (job.next < job.records.length) { setTimeout(() => this.slice(job), 0); return }
    this.job = null
    const drawn = this.back
    this.back = this.front
    this.front = drawn
    this.frontMap = job.map
    this.scene.changed()
  }
}

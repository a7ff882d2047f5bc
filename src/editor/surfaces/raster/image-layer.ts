import type { DeviceMap } from '../../shape-view.ts'
import type { Size } from './viewport.ts'

/** From this magnification on pixels are shown as squares. */
const NEAREST_FROM = 4
/** Levels are halved down to about this width. */
const SMALLEST_LEVEL = 1_024

/** The picture with its halved levels; the next level above the screen's scale is drawn. */
export class ImageLayer {
  readonly canvas: HTMLCanvasElement
  private readonly pen: CanvasRenderingContext2D
  private readonly background: string
  private levels: ImageBitmap[] = []
  private size: Size = { width: 0, height: 0 }
  private loads = 0

  constructor(canvas: HTMLCanvasElement, background: string) {
    const pen = canvas.getContext('2d', { alpha: false })
    if (!pen) throw new Error('this browser gives no 2D canvas')
    this.canvas = canvas
    this.pen = pen
    this.background = background
  }

  /**
   * Takes over the bitmap (upright, decoded) and closes it in the end.
   * @param whenFiner called as each smaller level is there
   */
  async set(bitmap: ImageBitmap, whenFiner: () => void): Promise<void> {
    const load = ++this.loads
    for (const level of this.levels) level.close()
    this.levels = [bitmap]
    this.size = { width: bitmap.width, height: bitmap.height }
    whenFiner()
    let smallest = bitmap
    while (smallest.width > 2 * SMALLEST_LEVEL) {
      const half = await createImageBitmap(smallest, { resizeWidth: Math.ceil(smallest.width / 2), resizeHeight: Math.ceil(smallest.height / 2), resizeQuality: 'medium' })
      if (load !== this.loads) return half.close()
      this.levels.push(half)
      smallest = half
      whenFiner()
    }
  }

  draw(map: DeviceMap): void {
    const { pen, canvas } = this
    pen.fillStyle = this.background
    pen.fillRect(0, 0, canvas.width, canvas.height)
    const level = this.levelFor(map.scale)
    if (!level) return
    // Only what is seen is handed over: drawing far outside the canvas costs time on some drivers.
    const left = Math.max(0, -map.dx / map.scale), top = Math.max(0, -map.dy / map.scale)
    const right = Math.min(this.size.width, (canvas.width - map.dx) / map.scale), bottom = Math.min(this.size.height, (canvas.height - map.dy) / map.scale)
    if (right <= left || bottom <= top) return
    const fx = level.width / this.size.width, fy = level.height / this.size.height
    pen.imageSmoothingEnabled = map.scale < NEAREST_FROM
    pen.drawImage(level, left * fx, top * fy, (right - left) * fx, (bottom - top) * fy,
      left * map.scale + map.dx, top * map.scale + map.dy, (right - left) * map.scale, (bottom - top) * map.scale)
  }

  close(): void {
    this.loads++
    for (const level of this.levels) level.close()
    this.levels = []
  }

  private levelFor(scale: number): ImageBitmap | undefined {
    let chosen = this.levels[0]
    for (const level of this.levels) if (level.width >= this.size.width * scale) chosen = level
    return chosen
  }
}

import type { Size } from './viewport.ts'

export const layerNames = ['image', 'base', 'overlay', 'labels'] as const
export type LayerName = (typeof layerNames)[number]

const context = (canvas: HTMLCanvasElement): CanvasRenderingContext2D => {
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser gives no 2D canvas')
  return pen
}

/** The canvases of a surface, one over the other, always as large as their host in device pixels. */
export class LayerStack {
  readonly canvases: { readonly [L in LayerName]: HTMLCanvasElement }
  private readonly host: HTMLElement
  private readonly observer: ResizeObserver
  private readonly onResize: () => void
  private resolution: MediaQueryList | null = null
  private cssSize: Size = { width: 0, height: 0 }

  constructor(host: HTMLElement, onResize: () => void) {
    this.host = host
    this.onResize = onResize
    const make = (name: LayerName): HTMLCanvasElement => {
      const canvas = document.createElement('canvas')
      canvas.dataset['layer'] = name
      canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none'
      canvas.width = canvas.height = 0
      host.append(canvas)
      return canvas
    }
    this.canvases = { image: make('image'), base: make('base'), overlay: make('overlay'), labels: make('labels') }
    this.observer = new ResizeObserver(entries => this.measure(entries[0]))
    try { this.observer.observe(host, { box: 'device-pixel-content-box' }) } catch { this.observer.observe(host) }
    this.watchResolution()
  }

  get ratio(): number { return window.devicePixelRatio || 1 }
  get size(): Size { return this.cssSize }
  pen(name: LayerName): CanvasRenderingContext2D { return context(this.canvases[name]) }

  remove(): void {
    this.observer.disconnect()
    this.resolution?.removeEventListener('change', this.changed)
    for (const name of layerNames) this.canvases[name].remove()
  }

  private readonly changed = (): void => { this.watchResolution(); this.measure() }

  /** A window dragged to another screen changes the ratio without changing its size. */
  private watchResolution(): void {
    this.resolution?.removeEventListener('change', this.changed)
    this.resolution = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    this.resolution.addEventListener('change', this.changed)
  }

  private measure(entry?: ResizeObserverEntry): void {
    const device = entry?.devicePixelContentBoxSize?.[0]
    this.cssSize = { width: this.host.clientWidth, height: this.host.clientHeight }
    const width = device?.inlineSize ?? Math.round(this.cssSize.width * this.ratio), height = device?.blockSize ?? Math.round(this.cssSize.height * this.ratio)
    for (const name of layerNames) {
      const canvas = this.canvases[name]
      if (canvas.width !== width) canvas.width = width
      if (canvas.height !== height) canvas.height = height
    }
    this.onResize()
  }
}

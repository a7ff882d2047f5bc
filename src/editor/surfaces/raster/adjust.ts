/** How the picture is shown, never what is stored. 0 is neutral for brightness and contrast, 1 for gamma. */
export interface Adjustment {
  /** -1 to 1, added. */
  readonly brightness: number
  /** -1 to 1: the slope about mid-grey goes from 0 to 4. */
  readonly contrast: number
  /** Exponent of 1 / gamma; 0.1 to 10. */
  readonly gamma: number
  readonly isInverted: boolean
}
export const neutral: Adjustment = { brightness: 0, contrast: 0, gamma: 1, isInverted: false }

const clamp = (value: number, from: number, to: number): number => Math.max(from, Math.min(to, value))

/** One table for all of it: 256 values in [0, 1], the same for each channel. */
export const lookupTable = (adjustment: Adjustment): Float64Array => {
  const contrast = clamp(adjustment.contrast, -1, 1), slope = contrast <= 0 ? 1 + contrast : 1 + 3 * contrast
  return Float64Array.from({ length: 256 }, (_, i) => {
    const lifted = clamp((i / 255 - 0.5) * slope + 0.5 + clamp(adjustment.brightness, -1, 1), 0, 1)
    const curved = lifted ** (1 / clamp(adjustment.gamma, 0.1, 10))
    return adjustment.isInverted ? 1 - curved : curved
  })
}

export const isNeutral = (a: Adjustment): boolean => a.brightness === 0 && a.contrast === 0 && a.gamma === 1 && !a.isInverted

const SVG = 'http://www.w3.org/2000/svg'
let made = 0

/** Puts the table over one element as an SVG filter: nothing is decoded, copied or redrawn. */
export class AdjustmentFilter {
  private readonly element: HTMLElement
  private readonly svg: SVGSVGElement
  private readonly channels: readonly SVGElement[]
  private readonly id = `feedstock-adjust-${++made}`

  constructor(element: HTMLElement) {
    this.element = element
    this.svg = document.createElementNS(SVG, 'svg')
    this.svg.setAttribute('width', '0')
    this.svg.setAttribute('height', '0')
    this.svg.setAttribute('aria-hidden', 'true')
    this.svg.style.position = 'absolute'
    const filter = document.createElementNS(SVG, 'filter'), transfer = document.createElementNS(SVG, 'feComponentTransfer')
    filter.id = this.id
    // The table is made for stored values, not for linear light.
    filter.setAttribute('color-interpolation-filters', 'sRGB')
    this.channels = (['feFuncR', 'feFuncG', 'feFuncB'] as const).map(name => {
      const channel = document.createElementNS(SVG, name)
      channel.setAttribute('type', 'table')
      transfer.append(channel)
      return channel
    })
    filter.append(transfer)
    this.svg.append(filter)
    element.before(this.svg)
  }

  set(adjustment: Adjustment): void {
    const values = [...lookupTable(adjustment)].map(v => v.toFixed(4)).join(' ')
    for (const channel of this.channels) channel.setAttribute('tableValues', values)
    this.element.style.filter = isNeutral(adjustment) ? '' : `url(#${this.id})`
  }

  remove(): void { this.svg.remove() }
}

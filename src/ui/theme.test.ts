import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { antdThemes } from './theme.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const dark = css.slice(css.indexOf('[data-theme="dark"] {'), css.indexOf('/* The labelling room.'))

/** OKLCH to sRGB (Ottosson, 2020; CSS Color 4), rounded to 8 bits. */
const hexOf = (lightness: number, chroma: number, hue: number): string => {
  const a = chroma * Math.cos(hue * Math.PI / 180), b = chroma * Math.sin(hue * Math.PI / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3, m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3, s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
  const linear = [4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s]
  return '#' + linear.map(x => Math.round(255 * Math.max(0, Math.min(1, x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055))).toString(16).padStart(2, '0')).join('')
}
const token = (block: string, name: string): string => {
  const found = new RegExp(`--${name}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`).exec(block)
  if (!found) throw new Error(`tokens.css has no --${name}`)
  return hexOf(Number(found[1]), Number(found[2]), Number(found[3]))
}
const near = (a: string, b: string): number => Math.max(...[1, 3, 5].map(i => Math.abs(parseInt(a.slice(i, i + 2), 16) - parseInt(b.slice(i, i + 2), 16))))

const pairs = [
  ['colorPrimary', 'accent'], ['colorPrimaryHover', 'accent-hover'], ['colorSuccess', 'ok'], ['colorWarning', 'warn'], ['colorError', 'bad'], ['colorText', 'ink'], ['colorTextSecondary', 'ink-2'],
  ['colorTextTertiary', 'ink-3'], ['colorBgLayout', 'bg'], ['colorBgContainer', 'surface'], ['colorBorder', 'line-field'], ['colorBorderSecondary', 'line'], ['colorFillSecondary', 'surface-3'],
] as const

describe('the colours that antd is given', () => {
  it.each([['light', css], ['dark', dark]] as const)('are those of tokens.css in the %s theme, within two steps of 255', (mode, block) => {
    const given: Readonly<Record<string, unknown>> = { ...antdThemes[mode].token }
    for (const [antd, ours] of pairs) expect(near(String(given[antd]), token(block, ours)), `${antd} is --${ours}`).toBeLessThanOrEqual(2)
  })
})

import type { Random } from '../../../kernel/random.ts'
import { oneOf } from '../choice.ts'
import { bloom, inMetres, lettering, placed, polygon, rectangle, type Actor, type Place, type Setting } from './actor.ts'
import { project } from './camera.ts'
import { roundedRectangle } from './outline.ts'

const steel = '#6d757d'
/** Red, amber, green from the top. */
const lamps = [{ colour: '#ff4a3d' }, { colour: '#ffc23a' }, { colour: '#3fdc8a' }] as const

/** A mast at the kerb with an arm over the road, up to `reach` metres from the centre line. */
export const mast = ({ camera }: Setting, foot: Place, reach: number, height: number): string => {
  const bottom = project(camera, foot.x, 0, foot.z), top = project(camera, foot.x, height, foot.z), end = project(camera, reach, height, foot.z)
  const w = camera.focal / foot.z
  return `<path d="M${bottom.x.toFixed(1)} ${bottom.y.toFixed(1)}V${top.y.toFixed(1)}H${end.x.toFixed(1)}" fill="none" stroke="${steel}" stroke-width="${(w * 0.2).toFixed(2)}" stroke-linejoin="round"/>`
    + polygon([{ x: bottom.x - w * 0.25, y: bottom.y - w * 0.35 }, { x: bottom.x + w * 0.25, y: bottom.y - w * 0.35 }, { x: bottom.x + w * 0.25, y: bottom.y }, { x: bottom.x - w * 0.25, y: bottom.y }], '#565d64')
}

/** @param base metres from the road to the lower edge */
export const trafficLight = (setting: Setting, at: Place, base: number, state: 0 | 1 | 2): Actor => {
  const half = 0.27, tall = 1.5
  const bulbs = lamps.map(({ colour }, i) => {
    const y = -tall + 0.3 + i * 0.45
    return `<circle cx="0" cy="${y}" r="0.18" fill="${i === state ? colour : '#2c2f31'}"/>${i === state ? `<circle cx="-0.05" cy="${y - 0.05}" r="0.06" fill="#ffffff" opacity="0.6"/>` : ''}`
  }).join('')
  const lit = bloom(0, -tall + 0.3 + state * 0.45, 0.62, lamps[state].colour, 0.6)
  return {
    class: 'traffic-light', z: at.z, outline: placed(setting.camera, at, roundedRectangle(-half, -tall, 2 * half, tall, 0.12), base), fill: '#16181a',
    details: inMetres(setting.camera, at, `<rect x="${-half + 0.02}" y="${-tall + 0.02}" width="${2 * half - 0.04}" height="${tall - 0.04}" rx="0.1" fill="none" stroke="#454b50" stroke-width="0.03"/>${bulbs}`, base),
    beneath: '', glow: setting.light.lampsOn ? inMetres(setting.camera, at, lit, base) : '',
  }
}

const directions = [
  ['贵阳北站', '观山湖公园'], ['花果园', '青云路'], ['甲秀楼', '市府路'], ['会展中心', '林城东路'], ['机场高速', '龙洞堡'], ['大学城', '思雅路'], ['湿地公园', '溪北路'],
] as const
const arrows = ['M0 0.5V-0.4M-0.28 -0.08L0 -0.42L0.28 -0.08', 'M0.25 0.5V0H-0.35M-0.1 -0.26L-0.38 0L-0.1 0.26', 'M-0.25 0.5V0H0.35M0.1 -0.26L0.38 0L0.1 0.26'] as const

export const directionSign = (setting: Setting, at: Place, base: number, random: Random): Actor => {
  const w = 3.9, h = 1.9, [first, second] = oneOf(directions, random), blue = oneOf(['#1f5fae', '#1f5fae', '#19734a'], random)
  const svg = `<rect x="${-w / 2 + 0.07}" y="${-h + 0.07}" width="${w - 0.14}" height="${h - 0.14}" rx="0.1" fill="none" stroke="#ffffff" stroke-width="0.05"/>`
    + `<g transform="translate(-1.35 -0.95)"><path d="${oneOf(arrows, random)}" fill="none" stroke="#ffffff" stroke-width="0.14"/></g>`
    + lettering(0.42, -1.05, 0.54, '#ffffff', first) + lettering(0.42, -0.42, 0.38, '#ffffff', second)
  return {
    class: 'traffic-sign', z: at.z, outline: placed(setting.camera, at, roundedRectangle(-w / 2, -h, w, h, 0.12), base), fill: blue,
    details: inMetres(setting.camera, at, svg, base), beneath: '', glow: '',
  }
}

const ring = (r: number): { x: number, y: number }[] => Array.from({ length: 32 }, (_, i) => ({ x: r * Math.cos(i * Math.PI / 16), y: -r + r * Math.sin(i * Math.PI / 16) }))
type PostSign = 'limit' | 'no-parking' | 'crossing'

/** A small sign on its own post at the kerb: speed limit, no parking or pedestrian crossing (the forms of GB 5768.2). */
export const postSign = (setting: Setting, at: Place, random: Random): Actor => {
  const kind = oneOf<PostSign>(['limit', 'no-parking', 'crossing'], random), base = 2.1, r = 0.42
  const outline = kind === 'crossing' ? roundedRectangle(-r, -2 * r, 2 * r, 2 * r, 0.06) : ring(r)
  const face = kind === 'limit'
    ? `<circle cx="0" cy="${-r}" r="${r - 0.06}" fill="#ffffff" stroke="#d02b25" stroke-width="0.1"/>` + lettering(0, -r + 0.15, 0.42, '#16181a', String(oneOf([30, 40, 60], random)))
    : kind === 'no-parking'
      ? `<circle cx="0" cy="${-r}" r="${r - 0.06}" fill="#1f5fae" stroke="#d02b25" stroke-width="0.09"/><path d="M-0.24 ${-r - 0.24}L0.24 ${-r + 0.24}" stroke="#d02b25" stroke-width="0.09"/>`
      : rectangle(-r + 0.04, -2 * r + 0.04, 2 * r - 0.08, 2 * r - 0.08, '#1f5fae') + `<path d="M0 -0.74L0.33 -0.16H-0.33Z" fill="#ffffff"/><circle cx="0.01" cy="-0.54" r="0.045" fill="#16181a"/><path d="M0 -0.48L-0.02 -0.34L-0.1 -0.22M-0.02 -0.34L0.09 -0.22M-0.1 -0.42L0.1 -0.4" stroke="#16181a" stroke-width="0.04" fill="none"/>`
  const fill = kind === 'limit' ? '#d02b25' : '#1f5fae'
  return {
    class: 'traffic-sign', z: at.z, outline: placed(setting.camera, at, outline, base), fill,
    details: inMetres(setting.camera, at, face, base), beneath: inMetres(setting.camera, at, rectangle(-0.04, -base - 0.4, 0.08, base + 0.4, steel)), glow: '',
  }
}

export const signalState = (random: Random): 0 | 1 | 2 => oneOf<0 | 1 | 2>([0, 0, 1, 2, 2], random)

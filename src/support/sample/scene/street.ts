import type { Random } from '../../../kernel/random.ts'
import { between, chance, oneOf } from '../choice.ts'
import type { Setting } from './actor.ts'
import { polygon } from './actor.ts'
import { depthAt, frame, project } from './camera.ts'
import { hazeAt, mix } from './light.ts'
import { hundredth } from './outline.ts'

/** Metres from the centre line. */
export const street = { lane: 3.3, road: 7.1, kerb: 9.6, trees: 12.2, facade: 15 } as const
const far = 260

type Quad = readonly (readonly [x: number, y: number, z: number])[]
const quad = ({ camera }: Setting, corners: Quad): string => `M${corners.map(([x, y, z]) => { const p = project(camera, x, y, z); return `${hundredth(p.x)} ${hundredth(p.y)}` }).join('L')}Z`
const fill = (d: string, colour: string, more = ''): string => d === '' ? '' : `<path d="${d}" fill="${colour}" ${more}/>`

export const sky = ({ camera, light }: Setting, random: Random): string => {
  const stops = light.sky.map((colour, i) => `<stop offset="${i * 50}%" stop-color="${colour}"/>`).join('')
  const clouds = Array.from({ length: 3 + random.integer(4) }, () => {
    const x = between(0, frame.width, random), y = between(20, camera.horizon * 0.55, random), w = between(70, 170, random)
    return [0, 1, 2].map(i => `<ellipse cx="${(x + (i - 1) * w * 0.6).toFixed(0)}" cy="${(y + (i % 2) * 7).toFixed(0)}" rx="${(w * (0.6 + 0.2 * (i % 2))).toFixed(0)}" ry="${(w * 0.1).toFixed(0)}"/>`).join('')
  }).join('')
  const hills = [0, 1].map(layer => {
    let d = `M-20 ${camera.horizon + 4}`
    for (let x = -20; x < frame.width + 140;) {
      const w = between(110, 220, random), h = between(24, 74, random) * (layer === 0 ? 1.25 : 0.8)
      d += `Q${(x + w / 2).toFixed(0)} ${(camera.horizon - h * 1.5).toFixed(0)} ${(x + w).toFixed(0)} ${camera.horizon - 2}`
      x += w
    }
    return fill(`${d}V${camera.horizon + 24}Z`, mix(light.grass, light.haze, layer === 0 ? 0.82 : 0.62))
  }).join('')
  return `<linearGradient id="sky" x2="0" y2="1">${stops}</linearGradient><rect width="${frame.width}" height="${Math.ceil(camera.horizon) + 24}" fill="url(#sky)"/><g fill="${light.cloud}" opacity="0.62" filter="url(#cloud)">${clouds}</g>${hills}`
}

export const ground = (setting: Setting, crossing: number): string => {
  const { camera, light } = setting
  const near = depthAt(camera, frame.height + 4)
  const strip = (x0: number, x1: number): string => quad(setting, [[x0, 0, near], [x0, 0, far], [x1, 0, far], [x1, 0, near]])
  const fade = (id: string, colour: string): string => `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="0" x2="0" y1="${camera.horizon}" y2="${frame.height}"><stop offset="0" stop-color="${mix(colour, light.haze, light.hazeStrength)}"/><stop offset="0.35" stop-color="${mix(colour, light.haze, light.hazeStrength * 0.25)}"/><stop offset="1" stop-color="${mix(colour, '#000000', 0.06)}"/></linearGradient>`
  const marks: string[] = [], yellow: string[] = []
  for (const x of [-street.lane - 0.2, street.lane + 0.2])
    for (let z = crossing + 6.5; z < 150; z += 9) marks.push(quad(setting, [[x - 0.08, 0, z], [x - 0.08, 0, z + 4], [x + 0.08, 0, z + 4], [x + 0.08, 0, z]]))
  for (const x of [-street.road + 0.2, street.road - 0.2]) marks.push(quad(setting, [[x - 0.08, 0, crossing + 5], [x - 0.08, 0, far], [x + 0.08, 0, far], [x + 0.08, 0, crossing + 5]]))
  for (const x of [-0.22, 0.1]) yellow.push(quad(setting, [[x, 0, crossing + 5], [x, 0, far], [x + 0.13, 0, far], [x + 0.13, 0, crossing + 5]]))
  marks.push(quad(setting, [[0.4, 0, crossing + 4.6], [0.4, 0, crossing + 5], [street.road, 0, crossing + 5], [street.road, 0, crossing + 4.6]]))
  for (let x = -street.kerb + 0.5; x < street.kerb - 0.7; x += 1.15) marks.push(quad(setting, [[x, 0, crossing], [x, 0, crossing + 3.6], [x + 0.6, 0, crossing + 3.6], [x + 0.6, 0, crossing]]))
  const line = mix('#eef0ea', light.road, light.tintOpacity > 0.3 ? 0.35 : 0.12)
  const slabs = [-1, 1].flatMap(side => Array.from({ length: 26 }, (_, i) => {
    const z = near + i * (0.8 + i * 0.12), a = project(camera, side * street.kerb, 0.15, z), b = project(camera, side * 40, 0.15, z)
    return `M${hundredth(a.x)} ${hundredth(a.y)}L${hundredth(b.x)} ${hundredth(b.y)}`
  })).join('')
  return fade('road', light.road) + fade('pavement', light.pavement) + fade('cycle', mix(light.road, '#7a4a3e', 0.28))
    + fill(strip(-90, 90), 'url(#pavement)') + `<path d="${slabs}" stroke="#000000" stroke-width="1" opacity="0.09" fill="none"/>`
    + fill(strip(-street.kerb, street.kerb), 'url(#cycle)') + fill(strip(-street.road, street.road), 'url(#road)')
    + [-1, 1].map(side => fill(quad(setting, [[side * street.kerb, 0, near], [side * street.kerb, 0, far], [side * (street.kerb + 0.35), 0.15, far], [side * (street.kerb + 0.35), 0.15, near]]), mix(light.pavement, '#ffffff', 0.25))).join('')
    + fill(marks.join(''), line) + fill(yellow.join(''), mix('#e0a92e', light.road, 0.1))
}

const walls = ['#c9b79c', '#b9a48b', '#a9adb0', '#c6c1b6', '#9c8f86', '#b5765c', '#8fa0ab', '#d2c5ad'] as const
const awnings = ['#b5483c', '#2f6f8f', '#4b7a4f', '#c58a35', '#6b5a86'] as const

interface Block { readonly side: -1 | 1, readonly z0: number, readonly z1: number, readonly height: number }

const windowsOf = (setting: Setting, { side, z0, z1, height }: Block, random: Random): { dark: string, lit: string } => {
  const { light, camera } = setting
  const dark: string[] = [], lit: string[] = [], x = side * street.facade
  const bays = Math.max(3, Math.round((z1 - z0) / 3.2)), bay = (z1 - z0) / bays, floors = Math.floor((height - 4.4) / 3.1)
  for (let floor = 0; floor < floors; floor++) for (let i = 0; i < bays; i++) {
    const z = z0 + i * bay
    if (Math.abs(project(camera, x, 5, z).x - frame.width / 2) > frame.width) continue
    const y = 4.4 + floor * 3.1, into = chance(light.litWindows, random) ? lit : dark
    into.push(quad(setting, [[x, y, z + bay * 0.2], [x, y + 1.75, z + bay * 0.2], [x, y + 1.75, z + bay * 0.8], [x, y, z + bay * 0.8]]))
  }
  const front = Math.min(floors, 24)
  for (let floor = 0; floor < front; floor++) for (let i = 0; i < 5; i++) {
    const x0 = side * (street.facade + 1 + i * 3), x1 = side * (street.facade + 2.9 + i * 3), y = 4.4 + floor * 3.1
    const into = chance(light.litWindows, random) ? lit : dark
    into.push(quad(setting, [[x0, y, z0], [x0, y + 1.75, z0], [x1, y + 1.75, z0], [x1, y, z0]]))
  }
  return { dark: dark.join(''), lit: lit.join('') }
}

/** Shop windows of the ground floor, with a gap for each door. */
const shopPanes = (setting: Setting, { side, z0, z1 }: Block): string => {
  const x = side * street.facade, panes = Math.max(3, Math.round((z1 - z0) / 2.6)), width = (z1 - z0) / panes
  return Array.from({ length: panes }, (_, i) => {
    const z = z0 + i * width, low = i % 3 === 2 ? 0.25 : 0.85
    return quad(setting, [[x, low, z + width * 0.08], [x, 2.75, z + width * 0.08], [x, 2.75, z + width * 0.92], [x, low, z + width * 0.92]])
  }).join('')
}

const building = (setting: Setting, block: Block, random: Random): string => {
  const { light } = setting
  const { side, z0, z1, height } = block, x = side * street.facade, haze = hazeAt(light, z0 + 8)
  const wall = oneOf(walls, random), towards = (colour: string): string => mix(mix(colour, light.tint, light.tintOpacity), light.haze, haze)
  const shaded = towards(mix(wall, '#1b2638', side === 1 ? 0.24 : 0.1)), facing = towards(mix(wall, '#1b2638', 0.3))
  const { dark, lit } = windowsOf(setting, block, random)
  const awning = oneOf(awnings, random)
  const roof = quad(setting, [[x, height, z0], [x, height + 0.7, z0], [x, height + 0.7, z1], [x, height, z1]])
  return fill(quad(setting, [[x, 0, z0], [x, height, z0], [side * 32, height, z0], [side * 32, 0, z0]]), facing)
    + fill(quad(setting, [[x, 0, z0], [x, height, z0], [x, height, z1], [x, 0, z1]]), shaded) + fill(roof, towards(mix(wall, '#ffffff', 0.2)))
    + fill(dark, towards(mix('#4f6272', light.sky[1], 0.2))) + fill(lit, mix('#ffd98a', light.haze, haze * 0.6))
    + fill(quad(setting, [[x, 0.2, z0], [x, 3, z0], [x, 3, z1], [x, 0.2, z1]]), towards(light.lampsOn ? '#d9b878' : '#59646c'))
    + fill(shopPanes(setting, block), towards(light.lampsOn ? '#f2d79a' : '#8ea6b3'))
    + fill(quad(setting, [[x, 2.9, z0], [x, 3.7, z0], [x, 3.7, z1], [x, 2.9, z1]]), towards(awning))
}

export const buildings = (setting: Setting, random: Random): string => {
  const blocks: Block[] = []
  for (const side of [-1, 1] as const) for (let z = between(3, 9, random); z < 190;) {
    const length = between(14, 30, random), next = z + length
    blocks.push({ side, z0: z, z1: next, height: between(13, 34, random) + (z > 90 ? 8 : 0) })
    z = next + between(1.5, 6, random)
  }
  return blocks.sort((a, b) => b.z0 - a.z0).map(block => building(setting, block, random)).join('')
}

const tree = (setting: Setting, x: number, z: number, random: Random): string => {
  const { camera, light } = setting
  const foot = project(camera, x, 0.15, z), s = camera.focal / z, haze = hazeAt(light, z)
  const tone = (colour: string): string => mix(mix(colour, light.tint, light.tintOpacity * 0.8), light.haze, haze)
  const leaf = oneOf(['#4f7d46', '#5c8a4d', '#476f4a', '#6d8f4b'], random), tall = between(5.4, 7.2, random)
  const at = (dx: number, y: number, r: number, colour: string, opacity = 1): string => `<ellipse cx="${(foot.x + dx * s).toFixed(1)}" cy="${(foot.y - y * s).toFixed(1)}" rx="${(r * s).toFixed(1)}" ry="${(r * 0.88 * s).toFixed(1)}" fill="${colour}" opacity="${opacity}"/>`
  const crown = Array.from({ length: 7 }, (_, i) => ({ dx: Math.cos(i * 2.4) * between(0.7, 1.3, random), y: tall - 1.9 + Math.sin(i * 2.4) * between(0.5, 0.9, random), r: between(0.85, 1.3, random) }))
  return `<ellipse cx="${foot.x.toFixed(1)}" cy="${foot.y.toFixed(1)}" rx="${(1.6 * s).toFixed(1)}" ry="${(0.35 * s * camera.height / Math.max(4, z) + 1).toFixed(1)}" fill="#10151c" opacity="${(light.shadowOpacity * 0.7).toFixed(2)}"/>`
    + polygon([{ x: foot.x - 0.17 * s, y: foot.y }, { x: foot.x - 0.1 * s, y: foot.y - (tall - 2) * s }, { x: foot.x + 0.1 * s, y: foot.y - (tall - 2) * s }, { x: foot.x + 0.17 * s, y: foot.y }], tone('#5b4636'))
    + crown.map(c => at(c.dx, c.y, c.r, tone(mix(leaf, '#0e2018', 0.24)))).join('')
    + crown.map(c => at(c.dx - 0.18, c.y + 0.25, c.r * 0.74, tone(leaf))).join('')
    + crown.slice(0, 4).map(c => at(c.dx - 0.35, c.y + 0.5, c.r * 0.38, tone(mix(leaf, '#f4f2b0', 0.32)), 0.75)).join('')
}

export const trees = (setting: Setting, random: Random): string => {
  const out: string[] = []
  for (let z = 150; z > 7; z -= 8.5) for (const side of [-1, 1]) if (!chance(0.12, random)) out.push(tree(setting, side * (street.trees + between(0, 1, random)), z + between(-1, 1, random), random))
  return out.join('')
}

/** Rain streaks and wet sheen, over everything. */
export const downpour = (random: Random): string => {
  const streaks = Array.from({ length: 260 }, () => { const x = between(-20, frame.width, random), y = between(-20, frame.height, random), l = between(10, 30, random); return `M${x.toFixed(0)} ${y.toFixed(0)}l${(l * 0.22).toFixed(1)} ${l.toFixed(1)}` }).join('')
  return `<path d="${streaks}" stroke="#e4edf4" stroke-width="1.2" opacity="0.34" fill="none"/>`
}

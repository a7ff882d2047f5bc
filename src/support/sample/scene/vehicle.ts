import type { Point } from '../../../kernel/geometry/plane.ts'
import type { Random } from '../../../kernel/random.ts'
import { oneOf } from '../choice.ts'
import { bloom, inMetres, lettering, placed, polygon, rectangle, shadow, type Actor, type Place, type Setting } from './actor.ts'
import { project } from './camera.ts'
import { mix } from './light.ts'
import { convexHull, mirrored, roundedRectangle } from './outline.ts'

/** Oncoming traffic shows its front. */
export type Facing = 'front' | 'rear'

const paints = ['#b3332d', '#e9edf0', '#2b2f36', '#8e979f', '#2f5f98', '#d9a321', '#5d6f58', '#c8cdd1', '#7a2d3c', '#37506b'] as const
const plates = ['贵A', '贵B', '京N', '沪D', '粤B', '川A', '渝C', '浙A'] as const

const glow = (setting: Setting, at: Place, facing: Facing, halfWidth: number, height: number): string => {
  if (!setting.light.lampsOn) return ''
  const colour = facing === 'front' ? '#fff3c9' : '#ff4433', r = facing === 'front' ? 0.5 : 0.34
  return inMetres(setting.camera, at, bloom(-halfWidth, -height, r, colour, 0.8) + bloom(halfWidth, -height, r, colour, 0.8))
}

/** The flank that the perspective shows: side glass and wheels between two depths. */
const flank = ({ camera }: Setting, at: Place, half: number, length: number, band: readonly [number, number], glass: string, wheels: readonly number[], wheelRadius: number): string => {
  const side = at.x > camera.x ? -half : half
  const p = (y: number, along: number): Point => project(camera, at.x + side, y, at.z + along)
  const wheel = (along: number): string => polygon(Array.from({ length: 20 }, (_, i) => {
    const a = i * Math.PI / 10
    return p(wheelRadius + wheelRadius * Math.sin(a), along + wheelRadius * Math.cos(a))
  }), '#15171a')
  return polygon([p(band[1], length * 0.06), p(band[1], length * 0.94), p(band[0], length * 0.94), p(band[0], length * 0.06)], glass) + wheels.map(wheel).join('')
}

const carHalf = (tall: number): Point[] => [
  { x: 0.5, y: -tall }, { x: 0.6, y: -tall + 0.03 }, { x: 0.66, y: -tall + 0.1 }, { x: 0.78, y: -0.93 }, { x: 0.86, y: -0.88 }, { x: 0.9, y: -0.78 },
  { x: 0.91, y: -0.36 }, { x: 0.88, y: -0.28 }, { x: 0.86, y: -0.02 }, { x: 0.84, y: 0 }, { x: 0.66, y: 0 }, { x: 0.64, y: -0.2 },
]

const carFace = (facing: Facing, paint: string, tall: number, plate: string, lampsOn: boolean): string => {
  const dark = mix(paint, '#000000', 0.28), pale = mix(paint, '#ffffff', 0.28)
  const glass = facing === 'front' ? '#4c6475' : '#33424f'
  const lampColour = facing === 'front' ? (lampsOn ? '#fffbe6' : '#e6eef2') : (lampsOn ? '#ff3b2e' : '#a8201c')
  return [
    rectangle(-0.6, -tall, 1.2, 0.08, pale),
    `<path d="M-0.55 ${-tall + 0.09}H0.55L0.7 -0.95H-0.7Z" fill="${glass}"/>`,
    `<path d="M-0.5 ${-tall + 0.11}H-0.1L-0.42 -0.97H-0.66Z" fill="#ffffff" opacity="0.16"/>`,
    rectangle(-0.79, -0.92, 1.58, 0.06, pale, 'opacity="0.8"'),
    rectangle(-0.9, -0.46, 1.8, 0.3, dark),
    `<rect x="-0.87" y="-0.8" width="0.36" height="0.17" rx="0.05" fill="${lampColour}"/><rect x="0.51" y="-0.8" width="0.36" height="0.17" rx="0.05" fill="${lampColour}"/>`,
    facing === 'front' ? `<rect x="-0.42" y="-0.78" width="0.84" height="0.2" rx="0.05" fill="#1d2226"/><path d="M-0.4 -0.68H0.4" stroke="#aab4bb" stroke-width="0.025"/>` : `<rect x="-0.05" y="-0.8" width="0.1" height="0.06" rx="0.02" fill="${pale}"/>`,
    `<rect x="-0.24" y="-0.44" width="0.48" height="0.15" rx="0.02" fill="#2459b5"/>`, lettering(0, -0.335, 0.088, '#ffffff', plate),
    rectangle(-0.87, -0.2, 1.74, 0.2, '#1b1e22'),
    rectangle(-0.87, -0.3, 0.23, 0.3, '#121417', 'rx="0.04"'), rectangle(0.64, -0.3, 0.23, 0.3, '#121417', 'rx="0.04"'),
  ].join('')
}

export const car = (setting: Setting, at: Place, facing: Facing, random: Random): Actor => {
  const { camera, light } = setting
  const paint = oneOf(paints, random), tall = oneOf([1.45, 1.5, 1.62, 1.72], random)
  const plate = `${oneOf(plates, random)}·${10000 + random.integer(90000)}`
  const face = mirrored(carHalf(tall)).map(p => ({ x: p.x, y: Math.min(p.y, 0) }))
  const near = placed(camera, at, face)
  const cabin = placed(camera, { x: at.x, z: at.z + 2.5 }, face)
  const bonnet = placed(camera, { x: at.x, z: at.z + 4.2 }, face.filter(p => p.y > -0.94))
  return {
    class: 'car', z: at.z, fill: mix(paint, '#000000', 0.22), outline: convexHull([...near, ...cabin, ...bonnet]),
    details: flank(setting, at, 0.87, 2.6, [0.98, tall - 0.16], '#2a3640', [0.75, 3.3], 0.31)
      + polygon(convexHull(near), paint) + inMetres(camera, at, carFace(facing, paint, tall, plate, light.lampsOn)),
    beneath: shadow(setting, at, 1.1, 4.2), glow: glow(setting, at, facing, 0.69, 0.72),
  }
}

interface Box { readonly half: number, readonly tall: number, readonly length: number }
const boxOutline = ({ camera }: Setting, at: Place, { half, tall, length }: Box): { near: Point[], hull: Point[] } => {
  const face = [...roundedRectangle(-half, -tall, 2 * half, tall - 0.32, 0.14), { x: -half + 0.1, y: 0 }, { x: half - 0.1, y: 0 }]
  const near = convexHull(placed(camera, at, face))
  return { near, hull: convexHull([...near, ...placed(camera, { x: at.x, z: at.z + length }, face)]) }
}

export const bus = (setting: Setting, at: Place, facing: Facing, random: Random): Actor => {
  const box: Box = { half: 1.26, tall: 3.1, length: 10.5 }
  const [low, high] = oneOf([['#2f8a57', '#f1ecd8'], ['#2c6cb0', '#e8eef2'], ['#c23b32', '#f3ece3'], ['#e08a2b', '#f6efe2']] as const, random)
  const route = `${oneOf([1, 2, 17, 27, 47, 62, 208, 263], random)} 路`
  const { near, hull } = boxOutline(setting, at, box)
  const lampColour = facing === 'front' ? '#fff6d8' : '#c32a22'
  const face = [
    rectangle(-1.26, -1.42, 2.52, 1.42, low), rectangle(-1.26, -1.5, 2.52, 0.1, mix(low, '#000000', 0.3)),
    `<rect x="-1.1" y="-2.62" width="2.2" height="1.05" rx="0.12" fill="#2d3a43"/><path d="M-0.95 -2.55H-0.3L-0.75 -1.62H-1.05Z" fill="#ffffff" opacity="0.14"/>`,
    `<rect x="-0.62" y="-3" width="1.24" height="0.3" rx="0.06" fill="#15181b"/>`, lettering(0, -2.77, 0.24, '#ffb52e', route),
    ...(facing === 'rear' ? [0, 1, 2].map(i => rectangle(-0.7, -1.2 + i * 0.14, 1.4, 0.07, mix(low, '#000000', 0.35))) : [`<path d="M0 -2.6V-1.58" stroke="#1a2126" stroke-width="0.05"/>`]),
    `<rect x="-1.16" y="-1" width="0.26" height="0.4" rx="0.08" fill="${lampColour}"/><rect x="0.9" y="-1" width="0.26" height="0.4" rx="0.08" fill="${lampColour}"/>`,
    `<rect x="-0.32" y="-0.62" width="0.64" height="0.2" rx="0.03" fill="#e3b52f"/>`, rectangle(-1.26, -0.34, 2.52, 0.34, '#24282c'),
  ].join('')
  return {
    class: 'bus', z: at.z, outline: hull, fill: mix(high, '#000000', 0.2),
    details: sideStripe(setting, at, box, mix(low, '#000000', 0.15), 1.3) + flank(setting, at, box.half, box.length, [1.6, 2.6], '#26323b', [1.8, 8.2], 0.48)
      + polygon(near, high) + inMetres(setting.camera, at, face),
    beneath: shadow(setting, at, 1.6, 10), glow: glow(setting, at, facing, 1.03, 0.8),
  }
}

const sideStripe = ({ camera }: Setting, at: Place, box: Box, colour: string, top: number): string => {
  const x = at.x + (at.x > camera.x ? -box.half : box.half)
  const p = (y: number, along: number): Point => project(camera, x, y, at.z + along)
  return polygon([p(top, 0), p(top, box.length), p(0, box.length), p(0, 0)], colour)
}

export const truck = (setting: Setting, at: Place, facing: Facing, random: Random): Actor => {
  const box: Box = { half: 1.2, tall: 3.3, length: 7.5 }
  const cargo = oneOf(['#d9dde0', '#4d7396', '#b8743a', '#6f8a63'], random), cab = oneOf(['#2d62a3', '#b7352c', '#e5e2da'], random)
  const words = oneOf(['黔通物流', '山水冷链', '顺达货运', '云上快运'], random)
  const { near, hull } = boxOutline(setting, at, box)
  const rear = [
    rectangle(-1.2, -3.4, 2.4, 2.6, cargo), `<path d="M0 -3.2V-0.86M-1.08 -3.18H1.08V-0.88H-1.08Z" fill="none" stroke="${mix(cargo, '#000000', 0.3)}" stroke-width="0.05"/>`,
    `<path d="M-0.16 -2.9V-1.1M0.16 -2.9V-1.1" stroke="#7d858b" stroke-width="0.045"/>`,
    lettering(0, -2.05, 0.42, mix(cargo, '#10202f', 0.75), words),
    rectangle(-1.2, -0.82, 2.4, 0.82, '#25292d'), rectangle(-1.1, -0.74, 0.4, 0.17, '#c32a22'), rectangle(0.7, -0.74, 0.4, 0.17, '#c32a22'),
    rectangle(-1.16, -0.55, 2.32, 0.12, '#d8493a'), ...[-1, -0.4, 0.2, 0.8].map(x => rectangle(x, -0.55, 0.26, 0.12, '#f2f2ee')),
    rectangle(-1.05, -0.42, 0.42, 0.42, '#111316', 'rx="0.06"'), rectangle(0.63, -0.42, 0.42, 0.42, '#111316', 'rx="0.06"'),
  ].join('')
  const front = [
    rectangle(-1.2, -3.4, 2.4, 0.9, cargo), rectangle(-1.2, -2.55, 2.4, 2.55, cab), `<rect x="-1.02" y="-2.4" width="2.04" height="0.9" rx="0.1" fill="#2d3a43"/><path d="M-0.85 -2.35H-0.2L-0.6 -1.55H-0.95Z" fill="#ffffff" opacity="0.15"/>`,
    rectangle(-0.7, -1.3, 1.4, 0.45, '#1d2226', 'rx="0.06"'), rectangle(-1.06, -0.84, 0.4, 0.22, '#fff6d8', 'rx="0.05"'), rectangle(0.66, -0.84, 0.4, 0.22, '#fff6d8', 'rx="0.05"'),
    rectangle(-0.32, -0.62, 0.64, 0.2, '#e3b52f', 'rx="0.03"'), rectangle(-1.2, -0.36, 2.4, 0.36, '#22262a'),
  ].join('')
  return {
    class: 'truck', z: at.z, outline: hull, fill: mix(cargo, '#000000', 0.24),
    details: sideStripe(setting, at, box, '#2a2e32', 0.8) + flank(setting, at, box.half, box.length, [2.9, 2.96], mix(cargo, '#000000', 0.4), [1, 2.2, 6.3], 0.45)
      + polygon(near, cargo) + inMetres(setting.camera, at, facing === 'rear' ? rear : front),
    beneath: shadow(setting, at, 1.5, 7), glow: glow(setting, at, facing, 0.9, 0.7),
  }
}

import type { Point } from '../../../kernel/geometry/plane.ts'
import type { Random } from '../../../kernel/random.ts'
import { between, chance, oneOf } from '../choice.ts'
import { bloom, inMetres, lettering, placed, rectangle, shadow, type Actor, type Place, type Setting } from './actor.ts'
import { mix } from './light.ts'
import { arc, mirrored } from './outline.ts'

const skins = ['#e2b48f', '#d2a079', '#f0cba8'] as const
const tops = ['#b9413a', '#2f6690', '#e2d6c2', '#3b7a57', '#7b5ea7', '#d98e32', '#42474d', '#c9667f'] as const
const trousers = ['#2b3546', '#3e3a36', '#5a6472', '#6b5b4a', '#1f2328'] as const
const hairs = ['#1b1715', '#2f241d', '#5a5652'] as const

/** Head, arms close to the body, legs apart by the stride; one ring, in metres, of a person of 1.7 m. */
const walker = (stride: number): Point[] => {
  const right: Point[] = [
    ...arc(0, -1.57, 0.115, 0.135, -90, 55, 8), { x: 0.055, y: -1.42 }, { x: 0.15, y: -1.39 }, { x: 0.22, y: -1.34 }, { x: 0.255, y: -1.22 },
    { x: 0.3, y: -0.98 }, { x: 0.315, y: -0.8 }, { x: 0.285, y: -0.72 }, { x: 0.235, y: -0.74 }, { x: 0.215, y: -0.86 }, { x: 0.2, y: -0.7 },
    { x: 0.12 + stride * 0.55, y: -0.42 }, { x: 0.09 + stride, y: -0.1 }, { x: 0.15 + stride, y: -0.03 }, { x: 0.15 + stride, y: 0 },
    { x: stride - 0.01, y: 0 }, { x: stride - 0.02, y: -0.1 }, { x: stride * 0.4, y: -0.42 }, { x: 0, y: -0.74 },
  ]
  return mirrored(right)
}

export const pedestrian = (setting: Setting, at: Place, random: Random): Actor => {
  const grown = between(0.86, 1.06, random), stride = between(0.06, 0.24, random)
  const top = oneOf(tops, random), leg = oneOf(trousers, random), hair = oneOf(hairs, random), skin = oneOf(skins, random)
  const fromBehind = chance(0.5, random), skirt = chance(0.25, random)
  const scaled = walker(stride).map(p => ({ x: p.x * grown, y: p.y * grown }))
  const svg = [
    rectangle(-0.6, -1.75, 1.2, 0.36, fromBehind ? hair : skin), `<path d="M-0.16 -1.75H0.16V-1.6C0.08 -1.66 -0.08 -1.66 -0.16 -1.58Z" fill="${hair}"/>`,
    rectangle(-0.08, -1.46, 0.16, 0.1, skin), rectangle(-0.6, -1.4, 1.2, 0.6, top),
    `<path d="M-0.215 -1.2L-0.2 -0.8M0.215 -1.2L0.2 -0.8" stroke="${mix(top, '#000000', 0.35)}" stroke-width="0.022"/>`,
    `<path d="M0.05 -1.4H0.32V-0.8H0.12Z" fill="#000000" opacity="0.12"/>`,
    ...(fromBehind && !skirt ? [`<rect x="-0.15" y="-1.34" width="0.3" height="0.4" rx="0.08" fill="${mix(leg, '#c06030', 0.5)}"/>`] : []),
    rectangle(-0.2, -0.84, 0.4, 0.84, leg), rectangle(-0.6, -0.7, 1.2, 0.62, leg), ...(skirt ? [`<path d="M-0.21 -0.86H0.21L0.5 -0.46H-0.5Z" fill="${mix(top, '#ffffff', 0.25)}"/>`, rectangle(-0.6, -0.46, 1.2, 0.38, skin)] : []),
    `<path d="M0 -0.74L0.3 -0.7V-0.08H0Z" fill="#000000" opacity="0.14"/>`,
    rectangle(-0.34, -0.82, 0.13, 0.13, skin), rectangle(0.21, -0.82, 0.13, 0.13, skin), rectangle(-0.6, -0.08, 1.2, 0.08, '#1c1d20'),
  ].join('')
  return {
    class: 'pedestrian', z: at.z, outline: placed(setting.camera, at, scaled), fill: top,
    details: inMetres(setting.camera, at, `<g transform="scale(${grown.toFixed(4)})">${svg}</g>`), beneath: shadow(setting, at, 0.42, 0.5), glow: '',
  }
}

/** Rider and machine along the view: helmet, shoulders, hands at the bar, the box or the back, knees, wheel. */
const riderHalf = (boxed: boolean): Point[] => [
  ...arc(0, -1.6, 0.15, 0.17, -90, 40, 8), { x: 0.09, y: -1.42 }, { x: 0.24, y: -1.36 }, { x: 0.31, y: -1.25 }, { x: 0.36, y: -1.1 },
  { x: 0.37, y: -1.02 }, { x: 0.44, y: -1.05 }, { x: 0.46, y: -0.97 }, { x: 0.36, y: -0.93 }, { x: 0.33, y: -0.86 },
  ...(boxed ? [{ x: 0.33, y: -0.55 }] : []), { x: 0.34, y: -0.5 }, { x: 0.33, y: -0.34 }, { x: 0.32, y: -0.2 }, { x: 0.33, y: -0.13 }, { x: 0.2, y: -0.13 }, { x: 0.17, y: -0.34 },
  { x: 0.07, y: -0.34 }, { x: 0.065, y: -0.04 }, { x: 0.04, y: 0 },
]

const liveries = [{ colour: '#f2b632', words: '快送' }, { colour: '#2d7dd2', words: '闪达' }, { colour: '#3a9d5d', words: '鲜到' }] as const

export const eBike = (setting: Setting, at: Place, facing: 'front' | 'rear', random: Random): Actor => {
  const courier = chance(0.6, random), boxed = courier && facing === 'rear'
  const livery = oneOf(liveries, random), own = oneOf(tops, random)
  const top = courier ? livery.colour : own, leg = oneOf(trousers, random), frame = oneOf(['#27333f', '#8f2f2b', '#d7dbde', '#356a5b'], random), helmet = courier ? livery.colour : oneOf(['#eceff1', '#b8352e', '#30363c'], random)
  const svg = [
    rectangle(-0.6, -1.8, 1.2, 0.42, helmet), facing === 'front' ? `<rect x="-0.11" y="-1.64" width="0.22" height="0.17" rx="0.05" fill="#2c3a45"/>` + rectangle(-0.08, -1.47, 0.16, 0.08, skins[0]) : `<path d="M-0.16 -1.55H0.16" stroke="#ffffff" stroke-width="0.03" opacity="0.7"/>`,
    rectangle(-0.6, -1.41, 1.2, 0.9, top), `<path d="M-0.24 -1.3L-0.26 -0.95M0.24 -1.3L0.26 -0.95" stroke="${mix(top, '#000000', 0.3)}" stroke-width="0.03"/>`,
    rectangle(-0.5, -1.08, 0.14, 0.2, '#1d2125'), rectangle(0.36, -1.08, 0.14, 0.2, '#1d2125'),
    rectangle(-0.6, -0.86, 1.2, 0.73, leg), `<rect x="-0.19" y="-0.8" width="0.38" height="0.52" rx="0.1" fill="${frame}"/>`,
    facing === 'rear' ? rectangle(-0.1, -0.62, 0.2, 0.08, '#d23a2e', 'rx="0.03"') : `<circle cx="0" cy="-0.7" r="0.09" fill="#fff6d8"/>`,
    `<rect x="-0.12" y="-0.47" width="0.24" height="0.13" rx="0.02" fill="#f4f4f2"/>`,
    ...(boxed ? [`<rect x="-0.31" y="-1.22" width="0.62" height="0.56" rx="0.05" fill="${livery.colour}"/><path d="M-0.31 -1.1H0.31" stroke="${mix(livery.colour, '#000000', 0.4)}" stroke-width="0.025"/>`, lettering(0, -0.82, 0.2, '#1d1d1b', livery.words)] : []),
    rectangle(-0.36, -0.2, 0.2, 0.09, '#222427'), rectangle(0.16, -0.2, 0.2, 0.09, '#222427'), rectangle(-0.08, -0.36, 0.16, 0.36, '#141619'),
  ].join('')
  const glow = setting.light.lampsOn ? inMetres(setting.camera, at, facing === 'front' ? bloom(0, -0.7, 0.46, '#fff3c9', 0.75) : bloom(0, -0.58, 0.28, '#ff4433', 0.75)) : ''
  return {
    class: 'e-bike', z: at.z, outline: placed(setting.camera, at, mirrored(riderHalf(boxed))), fill: top,
    details: inMetres(setting.camera, at, svg), beneath: shadow(setting, at, 0.45, 1.5), glow,
  }
}

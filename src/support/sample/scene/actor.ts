import type { Point } from '../../../kernel/geometry/plane.ts'
import type { SampleClass } from '../model.ts'
import { project, scaleAt, type Camera } from './camera.ts'
import type { Light } from './light.ts'
import { pathOf } from './outline.ts'

/** What stands where on the street, before it is drawn. */
export interface Place { readonly x: number, readonly z: number }

/** An object of the scene, drawn. Its ink never leaves its outline and fills it: the outline is the truth. */
export interface Actor {
  readonly class: SampleClass
  /** Metres from the camera; nearer ones are drawn later. */
  readonly z: number
  /** Image pixels, not yet cut by the frame. */
  readonly outline: readonly Point[]
  /** Colour that fills the outline before the details. */
  readonly fill: string
  /** SVG in image pixels, clipped to the outline when drawn. */
  readonly details: string
  /** SVG beneath: shadow, pole. Not part of the object. */
  readonly beneath: string
  /** SVG over everything at this depth: the glow of lamps. Light, not part of the object. */
  readonly glow: string
}

/** Everything a drawing needs to know. */
export interface Setting { readonly camera: Camera, readonly light: Light }

/** From metres about a foot point (x right, y down, so heights are negative) to pixels. */
export const placed = (camera: Camera, at: Place, ring: readonly Point[], base = 0): Point[] => {
  const foot = project(camera, at.x, base, at.z), s = scaleAt(camera, at.z)
  return ring.map(p => ({ x: foot.x + p.x * s, y: foot.y + p.y * s }))
}
/** Wraps SVG written in metres about a foot point. */
export const inMetres = (camera: Camera, at: Place, svg: string, base = 0): string => {
  const foot = project(camera, at.x, base, at.z)
  return `<g transform="translate(${foot.x.toFixed(3)} ${foot.y.toFixed(3)}) scale(${scaleAt(camera, at.z).toFixed(5)})">${svg}</g>`
}

export const shadow = ({ camera, light }: Setting, at: Place, halfWidth: number, depth: number): string => {
  const foot = project(camera, at.x, 0, at.z), far = project(camera, at.x, 0, at.z + depth)
  const s = scaleAt(camera, at.z)
  return `<ellipse cx="${foot.x.toFixed(1)}" cy="${((foot.y + far.y) / 2 + s * 0.02).toFixed(1)}" rx="${(halfWidth * s).toFixed(1)}" ry="${(Math.max(1, (foot.y - far.y) / 2 + s * 0.06)).toFixed(1)}" fill="#10151c" opacity="${light.shadowOpacity}" filter="url(#soft)"/>`
}

export const rectangle = (x: number, y: number, w: number, h: number, fill: string, more = ''): string => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`
export const polygon = (ring: readonly Point[], fill: string, more = ''): string => `<path d="${pathOf(ring)}" fill="${fill}" ${more}/>`
export const fonts = 'Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, sans-serif'
export const lettering = (x: number, y: number, size: number, fill: string, content: string, more = ''): string =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="middle" font-family="${fonts}" font-weight="bold" ${more}>${content}</text>`

/** Lamp colours have a gradient each; a blur would draw the same far slower. */
export const glowColours = ['#fff3c9', '#ff4433', '#ff4a3d', '#ffc23a', '#3fdc8a'] as const
export type GlowColour = (typeof glowColours)[number]
export const glowGradients = glowColours.map(c => `<radialGradient id="glow${c.slice(1)}"><stop offset="0" stop-color="${c}"/><stop offset="0.35" stop-color="${c}" stop-opacity="0.75"/><stop offset="1" stop-color="${c}" stop-opacity="0"/></radialGradient>`).join('')
/** Light around a lamp, in the units of its surroundings. */
export const bloom = (x: number, y: number, r: number, colour: GlowColour, strength: number): string => `<circle cx="${x}" cy="${y}" r="${r}" fill="url(#glow${colour.slice(1)})" opacity="${strength}"/>`

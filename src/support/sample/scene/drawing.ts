import { boundsOf, type Point } from '../../../kernel/geometry/plane.ts'
import type { SampleObject } from '../model.ts'
import { glowGradients } from './actor.ts'
import { frame } from './camera.ts'
import type { Scene } from './composition.ts'
import { hazeAt } from './light.ts'
import { clipToFrame, hundredth, pathOf } from './outline.ts'

const filters = '<filter id="soft" x="-30%" y="-60%" width="160%" height="220%"><feGaussianBlur stdDeviation="3"/></filter>'
  + '<filter id="cloud" x="-20%" y="-80%" width="140%" height="260%"><feGaussianBlur stdDeviation="9"/></filter>'

/** The picture as SVG, 1280 x 800. */
export const drawScene = ({ setting: { light }, backdrop, overlay, actors }: Scene): string => {
  const clips = actors.map((a, i) => `<clipPath id="c${i}"><path d="${pathOf(a.outline)}"/></clipPath>`).join('')
  // Shadows and posts lie under every object: nothing but an object ever hides an object.
  const beneath = actors.map(a => a.beneath).join('')
  const drawn = actors.map((a, i) => {
    const ring = pathOf(a.outline), haze = hazeAt(light, a.z)
    return `<path d="${ring}" fill="${a.fill}"/><g clip-path="url(#c${i})">${a.details}</g>`
      + `<path d="${ring}" fill="${light.haze}" opacity="${haze.toFixed(3)}"/>${a.glow}`
  }).join('')
  const tint = light.tintOpacity > 0 ? `<rect width="${frame.width}" height="${frame.height}" fill="${light.tint}" opacity="${light.tintOpacity}"/>` : ''
  // Lamps shine through the tint of the night: they are drawn once more above it.
  const lamps = light.lampsOn ? actors.map(a => a.glow).join('') : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${frame.height}" viewBox="0 0 ${frame.width} ${frame.height}"><defs>${filters}${glowGradients}${clips}</defs>${backdrop}${beneath}${drawn}${tint}<g opacity="0.6">${lamps}</g>${overlay}</svg>`
}

const rounded = (p: Point): Point => ({ x: hundredth(p.x), y: hundredth(p.y) })

/** What is in the picture, exactly. */
export const objectsOf = ({ actors, visible }: Scene): SampleObject[] => actors.map((actor, i) => {
  const outline = clipToFrame(actor.outline, frame.width, frame.height).map(rounded)
  const { box: visibleBox, share } = visible[i]!
  const b = boundsOf(outline)!
  return {
    class: actor.class, outline, box: { x: b.x, y: b.y, width: hundredth(b.width), height: hundredth(b.height) }, visibleBox,
    visibleShare: Math.round(share * 10_000) / 10_000,
    truncated: actor.outline.some(p => p.x < 0 || p.y < 0 || p.x > frame.width || p.y > frame.height),
  }
})

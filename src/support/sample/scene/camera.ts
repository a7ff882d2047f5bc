import type { Point } from '../../../kernel/geometry/plane.ts'

export const frame = { width: 1280, height: 800 } as const

/** A pinhole looking along the street. World: x to the right of the centre line, y up from the road, z ahead, in metres. */
export interface Camera {
  /** Pixels. */
  readonly focal: number
  readonly horizon: number
  readonly centre: number
  /** Metres above the road and right of the centre line. */
  readonly height: number
  readonly x: number
}

export const project = (c: Camera, x: number, y: number, z: number): Point =>
  ({ x: c.centre + c.focal * (x - c.x) / z, y: c.horizon - c.focal * (y - c.height) / z })

/** Pixels per metre at a depth. */
export const scaleAt = (c: Camera, z: number): number => c.focal / z
/** Depth at which the road meets a line of the image. */
export const depthAt = (c: Camera, line: number): number => c.focal * c.height / (line - c.horizon)

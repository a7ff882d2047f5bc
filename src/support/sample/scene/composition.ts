import { seededRandom, type Random } from '../../../kernel/random.ts'
import { between, chance, oneOf } from '../choice.ts'
import type { Daytime, Weather } from '../model.ts'
import type { Actor, Setting } from './actor.ts'
import { frame, type Camera } from './camera.ts'
import { lightOf } from './light.ts'
import { eBike, pedestrian } from './person.ts'
import { directionSign, mast, postSign, signalState, trafficLight } from './signal.ts'
import { buildings, downpour, ground, sky, street, trees } from './street.ts'
import { visibilityOf, type Visibility } from './visibility.ts'
import { bus, car, truck } from './vehicle.ts'

export interface Scene {
  readonly daytime: Daytime
  readonly weather: Weather
  readonly setting: Setting
  /** SVG of everything that is no object. */
  readonly backdrop: string
  readonly overlay: string
  /** Farthest first. */
  readonly actors: readonly Actor[]
  /** One for each actor. */
  readonly visible: readonly Visibility[]
}

/** An object of which less can be seen is left out: every object in the picture can be found by a person. */
const leastShare = 0.3, leastPixels = 60

const traffic = (setting: Setting, crossing: number, random: Random): Actor[] => {
  const out: Actor[] = []
  const lanes = [{ x: -5.3, facing: 'front' }, { x: -1.9, facing: 'front' }, { x: 1.9, facing: 'rear' }, { x: 5.3, facing: 'rear' }] as const
  for (const { x, facing } of lanes) for (let z = crossing + between(7, 20, random); z < 110;) {
    const at = { x: x + between(-0.25, 0.25, random), z }
    const draw = random.next()
    const vehicle = draw < 0.12 && z > crossing + 10 ? bus : draw < 0.24 && z > crossing + 10 ? truck : car
    out.push(vehicle(setting, at, facing, random))
    z += (vehicle === car ? 4.6 : 11.5) + between(3, z < 40 ? 26 : 40, random)
  }
  return out
}

const people = (setting: Setting, crossing: number, random: Random): Actor[] => {
  const out: Actor[] = []
  const walkers = 1 + random.integer(4)
  for (let i = 0; i < walkers; i++) out.push(pedestrian(setting, { x: between(-street.road, street.road, random), z: crossing + between(0.6, 3.2, random) }, random))
  for (const side of [-1, 1]) for (let z = crossing + 4; z < 60; z += between(6, 22, random)) if (chance(0.7, random)) out.push(pedestrian(setting, { x: side * between(street.kerb + 0.8, street.trees - 0.9, random), z }, random))
  for (const side of [-1, 1] as const) for (let z = crossing + between(1, 14, random); z < 55; z += between(8, 26, random)) out.push(eBike(setting, { x: side * between(street.road + 0.7, street.kerb - 0.7, random), z }, side === 1 ? 'rear' : 'front', random))
  return out
}

const signals = (setting: Setting, crossing: number, random: Random): { actors: Actor[], poles: string } => {
  const z = crossing + between(14, 19, random), foot = { x: street.kerb + 0.7, z }, state = signalState(random)
  const actors = [trafficLight(setting, { x: 5, z: z - 0.1 }, 5.1, state), directionSign(setting, { x: 1.5, z: z - 0.1 }, 5, random)]
  if (chance(0.5, random)) actors.push(trafficLight(setting, { x: 7.6, z: z - 0.1 }, 5.1, state))
  if (chance(0.8, random)) actors.push(postSign(setting, { x: street.kerb + 0.6, z: crossing + between(5, 10, random) }, random))
  if (chance(0.5, random)) actors.push(postSign(setting, { x: -street.kerb - 0.6, z: crossing + between(6, 26, random) }, random))
  return { actors, poles: mast(setting, foot, -0.2, 6.1) }
}

/** What is drawn in one picture, decided by the seed alone. */
export const compose = (seed: string): Scene => {
  const random = seededRandom(seed)
  const daytime = oneOf(['morning', 'noon', 'noon', 'dusk', 'night'] satisfies Daytime[], random), weather = oneOf(['clear', 'clear', 'clear', 'overcast', 'fog', 'rain'] satisfies Weather[], random)
  const camera: Camera = { focal: between(880, 1120, random), horizon: between(300, 370, random), centre: between(540, 740, random), height: between(2.7, 4, random), x: between(-0.4, 2.6, random) }
  const setting: Setting = { camera, light: lightOf(daytime, weather) }
  const crossing = camera.focal * camera.height / between(330, 395, random)
  const { actors: hung, poles } = signals(setting, crossing, random)
  const all = [...traffic(setting, crossing, random), ...people(setting, crossing, random), ...hung].sort((a, b) => b.z - a.z)
  const backdrop = sky(setting, random) + ground(setting, crossing) + buildings(setting, random) + trees(setting, random) + poles
  return { daytime, weather, setting, backdrop, overlay: weather === 'rain' ? downpour(random) : '', ...seen(all) }
}

/** Leaves out what can hardly be seen; taking one away may only uncover others, so one pass is repeated until it holds. */
const seen = (all: readonly Actor[]): { actors: readonly Actor[], visible: readonly Visibility[] } => {
  const visible = visibilityOf(all.map(a => a.outline), frame.width, frame.height)
  const kept = all.filter((_, i) => visible[i]!.share >= leastShare && visible[i]!.pixels >= leastPixels)
  return kept.length === all.length ? { actors: all, visible } : seen(kept)
}


import type { Daytime, Weather } from '../model.ts'

/** The colours of an hour and a weather. Opacities are 0 to 1. */
export interface Light {
  readonly sky: readonly [top: string, middle: string, bottom: string]
  readonly haze: string
  /** How strongly haze covers what is far away. */
  readonly hazeStrength: number
  readonly road: string
  readonly pavement: string
  readonly grass: string
  /** Laid over the whole picture. */
  readonly tint: string
  readonly tintOpacity: number
  readonly lampsOn: boolean
  readonly shadowOpacity: number
  readonly cloud: string
  readonly litWindows: number
}

const hours: { readonly [D in Daytime]: Light } = {
  morning: { sky: ['#7fb2dd', '#b9d7ea', '#f6e3c5'], haze: '#dfe6e6', hazeStrength: 0.5, road: '#5d646b', pavement: '#b9b1a4', grass: '#7ea06a', tint: '#ffd9a0', tintOpacity: 0.1, lampsOn: false, shadowOpacity: 0.3, cloud: '#fff8ee', litWindows: 0.08 },
  noon: { sky: ['#4d93d1', '#8fc1e6', '#d8ebf4'], haze: '#d6e6f0', hazeStrength: 0.42, road: '#62696f', pavement: '#c2bdb2', grass: '#77a05f', tint: '#ffffff', tintOpacity: 0, lampsOn: false, shadowOpacity: 0.38, cloud: '#ffffff', litWindows: 0.04 },
  dusk: { sky: ['#49528c', '#c07a8f', '#fbc08a'], haze: '#d9a894', hazeStrength: 0.5, road: '#4f5058', pavement: '#94867f', grass: '#66784f', tint: '#8a3d52', tintOpacity: 0.16, lampsOn: true, shadowOpacity: 0.3, cloud: '#f7c3a4', litWindows: 0.35 },
  night: { sky: ['#0c1428', '#1a2745', '#384363'], haze: '#2c3858', hazeStrength: 0.55, road: '#3d434e', pavement: '#5f6370', grass: '#34453d', tint: '#0b1533', tintOpacity: 0.36, lampsOn: true, shadowOpacity: 0.35, cloud: '#33405f', litWindows: 0.5 },
}

export const lightOf = (daytime: Daytime, weather: Weather): Light => {
  const hour = hours[daytime]
  const dark = daytime === 'night'
  if (weather === 'clear') return hour
  const grey: Light['sky'] = dark ? ['#141b2b', '#232c41', '#39435a'] : daytime === 'dusk' ? ['#5c617c', '#8d8897', '#c3aca5'] : ['#8f9fae', '#b3bfc8', '#d5dadb']
  const haze = dark ? '#39435a' : daytime === 'dusk' ? '#b5a5a5' : '#cdd4d7'
  const veiled = { ...hour, sky: grey, haze, shadowOpacity: hour.shadowOpacity * 0.6, cloud: dark ? '#2b354c' : '#e3e7ea', litWindows: hour.litWindows + 0.12 }
  if (weather === 'fog') return { ...veiled, hazeStrength: 0.92 }
  if (weather === 'rain') return { ...veiled, hazeStrength: 0.68, lampsOn: true, road: dark ? '#333a46' : '#4c545c', tint: dark ? hour.tint : '#3c5064', tintOpacity: dark ? 0.34 : 0.16 }
  return veiled
}

/** Share of the haze colour at a depth in metres. */
export const hazeAt = (light: Light, z: number): number => light.hazeStrength * (1 - Math.exp(-Math.max(0, z - 6) / (light.hazeStrength > 0.8 ? 28 : 75)))

const channels = (colour: string): number[] => [1, 3, 5].map(i => Number.parseInt(colour.slice(i, i + 2), 16))
/** `#rrggbb` moved towards another by a share of 0 to 1. */
export const mix = (from: string, to: string, share: number): string => {
  const target = channels(to)
  return `#${channels(from).map((v, i) => Math.round(v + (target[i]! - v) * share).toString(16).padStart(2, '0')).join('')}`
}

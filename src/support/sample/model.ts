import type { Bounds, Point } from '../../kernel/geometry/plane.ts'

/** The manifest says only what is known exactly and is the same on every machine; image bytes depend on the installed fonts and codecs. */
export interface SampleManifest {
  readonly version: 1
  readonly seed: string
  readonly images: readonly SampleImage[]
  readonly texts: readonly SampleText[]
}

export interface SampleOptions {
  readonly seed: string
  /** Files to make of each, planted defects included. */
  readonly images: number
  readonly texts: number
  /** Folder that receives `images/`, `texts/` and `manifest.json`; made when it is not there. */
  readonly into: string
}

export const sampleClasses = ['car', 'bus', 'truck', 'pedestrian', 'e-bike', 'traffic-light', 'traffic-sign'] as const
export type SampleClass = (typeof sampleClasses)[number]

export const daytimes = ['morning', 'noon', 'dusk', 'night'] as const
export const weathers = ['clear', 'overcast', 'fog', 'rain'] as const
export type Daytime = (typeof daytimes)[number]
export type Weather = (typeof weathers)[number]

export interface SampleObject {
  readonly class: SampleClass
  /** The whole silhouette inside the frame, hidden parts included; pixels of the upright image, clockwise or counter-clockwise. */
  readonly outline: readonly Point[]
  /** Bounds of the outline. */
  readonly box: Bounds
  /** Bounds of the pixels whose centre shows this object. */
  readonly visibleBox: Bounds
  /** Part of the silhouette's pixels that nothing nearer hides, 0 to 1. */
  readonly visibleShare: number
  /** The frame cuts the object. */
  readonly truncated: boolean
}

export type ImageDefect =
  | { readonly kind: 'exact-duplicate', readonly of: string }
  | { readonly kind: 'near-duplicate', readonly of: string, readonly change: 're-encoded' | 'resized' | 'brightened' }
  | { readonly kind: 'blurred' }
  | { readonly kind: 'too-small' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'misnamed', readonly actual: 'image/png' | 'text/plain' }

export interface SampleImage {
  /** Path inside the folder, with forward slashes. */
  readonly file: string
  /** Of the upright image; 0 when the file holds none. */
  readonly width: number
  readonly height: number
  /** The EXIF orientation tag: 1 upright, 3, 6 or 8 turned. */
  readonly orientation: 1 | 3 | 6 | 8
  readonly daytime: Daytime
  readonly weather: Weather
  /** Farthest first; a later one hides an earlier one. Empty when the file holds no image. */
  readonly objects: readonly SampleObject[]
  readonly defect: ImageDefect | null
}

export type EntityKind = 'person' | 'organisation' | 'place' | 'product' | 'time'
export type PersonalKind = 'resident-id' | 'phone' | 'bank-card' | 'email'
export type TextClass = 'news' | 'review' | 'service'
export type TextLanguage = 'zh-Hans' | 'zh-Hant' | 'en'

/** Half-open, in Unicode code points of the decoded text without its byte-order mark; `text` is what stands there. */
export interface Span<Kind extends string> { readonly kind: Kind, readonly start: number, readonly end: number, readonly text: string }

export type TextDefect =
  | { readonly kind: 'exact-duplicate', readonly of: string }
  | { readonly kind: 'near-duplicate', readonly of: string }
  | { readonly kind: 'too-short' }

export interface SampleText {
  readonly file: string
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'gb18030'
  readonly language: TextLanguage
  readonly class: TextClass
  readonly text: string
  readonly entities: readonly Span<EntityKind>[]
  readonly personal: readonly Span<PersonalKind>[]
  readonly defect: TextDefect | null
}

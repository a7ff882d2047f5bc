import type { Brand } from './brand.ts'

/** Pixels of the EXIF-upright image; the origin is the outer corner of the first pixel, so pixel i covers [i, i + 1). */
export type ImagePixels = Brand<number, 'image-pixels'>
/** Offset in Unicode code points of the stored text, never normalised. */
export type CodePoint = Brand<number, 'code-point'>
export type Seconds = Brand<number, 'seconds'>
export type Millis = Brand<number, 'millis'>

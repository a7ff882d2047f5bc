import { Type, type Static } from 'typebox'

const Share = Type.Number({ minimum: 0, maximum: 1 })
/** A part of a picture, in shares of its width and height: it stays right whatever size the picture is shown in. */
export const ExampleBox = Type.Object({ x: Share, y: Share, width: Share, height: Share }, { additionalProperties: false })
export type ExampleBox = Static<typeof ExampleBox>
/** A part of a text, in code points; `to` is not included. */
export const ExampleSpan = Type.Object({ from: Type.Integer({ minimum: 0 }), to: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })
export type ExampleSpan = Static<typeof ExampleSpan>

/** What an example shows: an asset of the project by reference, whole or a part of it, or a picture that was uploaded for the guideline. */
export const Shown = Type.Union([
  Type.Object({ asset: Type.String({ format: 'uuid' }), box: Type.Optional(ExampleBox), span: Type.Optional(ExampleSpan) }, { additionalProperties: false }),
  Type.Object({ picture: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, { additionalProperties: false }),
])
export type Shown = Static<typeof Shown>
export type AssetShown = Extract<Shown, { readonly asset: string }>

/** The most that an uploaded picture may weigh, in bytes. */
export const pictureLimit = 4 * 1024 * 1024

interface Showing { readonly shown?: Shown }
/** Assets that examples show, each once, in their order. */
export const assetsShown = (rules: readonly Showing[]): string[] => [...new Set(rules.flatMap(({ shown }) => shown && 'asset' in shown ? [shown.asset] : []))]
/** Uploaded pictures that examples show, each once. */
export const picturesShown = (rules: readonly Showing[]): string[] => [...new Set(rules.flatMap(({ shown }) => shown && 'picture' in shown ? [shown.picture] : []))]

/** Does the part that is shown hold anything, within the asset? */
const isPart = (shown: Shown): boolean => {
  if ('picture' in shown) return true
  const { box, span } = shown
  if (box && span) return false
  // Shares are drawn by hand: half a thousandth over the edge is no mistake.
  const within = (at: number, size: number): boolean => size > 0 && at + size <= 1.0005
  return (!box || (within(box.x, box.width) && within(box.y, box.height))) && (!span || span.from < span.to)
}
/** The place of the first example whose part is none; null when all are. */
export const brokenPart = (rules: readonly Showing[]): number | null => {
  const at = rules.findIndex(({ shown }) => shown && !isPart(shown))
  return at < 0 ? null : at
}

/** What a reader who does not see every asset is given: examples of assets out of sight are left out, the others stay in their order. */
export const inSight = <R extends Showing>(rules: readonly R[], seen: ReadonlySet<string>): R[] =>
  rules.filter(({ shown }) => !shown || !('asset' in shown) || seen.has(shown.asset))

const signatures: readonly { readonly mediaType: string, readonly at: readonly (readonly [offset: number, bytes: readonly number[]])[] }[] = [
  { mediaType: 'image/png', at: [[0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]]] },
  { mediaType: 'image/jpeg', at: [[0, [0xff, 0xd8, 0xff]]] },
  { mediaType: 'image/webp', at: [[0, [0x52, 0x49, 0x46, 0x46]], [8, [0x57, 0x45, 0x42, 0x50]]] },
]
/** The kind of picture by its first bytes, whatever its name says: PNG, JPEG or WebP. Null for all else; SVG, which can hold a script, is none. */
export const pictureType = (bytes: Uint8Array): string | null =>
  signatures.find(({ at }) => at.every(([offset, expected]) => expected.every((byte, i) => bytes[offset + i] === byte)))?.mediaType ?? null

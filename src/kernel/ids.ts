import type { Brand } from './brand.ts'

/** UUIDv7 (RFC 9562): made by the application, sortable by time of making. It is a name, never an order of events. */
export type Id<Name extends string> = Brand<string, Name>

export type AccountId = Id<'account'>
export type OrganisationId = Id<'organisation'>
export type MembershipId = Id<'membership'>
export type ProjectId = Id<'project'>
export type PartyId = Id<'party'>
export type DatasetId = Id<'dataset'>
export type AssetId = Id<'asset'>
export type RecipeId = Id<'recipe'>
export type SelectionId = Id<'selection'>
export type BatchId = Id<'batch'>
export type TaskId = Id<'task'>
export type AssignmentId = Id<'assignment'>
export type AnnotationId = Id<'annotation'>
export type ShapeId = Id<'shape'>
export type InspectionId = Id<'inspection'>
export type ReleaseId = Id<'release'>
export type RunId = Id<'run'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
export const isUuid = (text: string): boolean => uuid.test(text)

/** 16 random bytes; every runtime that Feedstock runs on has Web Crypto, which the pure compiler pass does not know. */
const randomBytes = (): Uint8Array =>
  (globalThis as unknown as { crypto: { getRandomValues(into: Uint8Array): Uint8Array } }).crypto.getRandomValues(new Uint8Array(16))

/**
 * A new UUIDv7. Tests pass their own clock and bytes to get repeatable names.
 * @param millis milliseconds since the epoch, 48 bits
 */
export const newId = <I extends Id<string>>(millis: number = Date.now(), bytes: Uint8Array = randomBytes()): I => {
  const b = Uint8Array.from(bytes)
  for (let i = 5, t = millis; i >= 0; i--, t = Math.floor(t / 256)) b[i] = t % 256
  b[6] = (b[6]! & 0x0f) | 0x70
  b[8] = (b[8]! & 0x3f) | 0x80
  const hex = Array.from(b, x => x.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as I
}

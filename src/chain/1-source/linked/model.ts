/**
 * What is known of one version of an outside object: seen and not read yet; an asset that is read from outside; listed with another ETag
 * and not read again yet; other bytes than recorded; not there; cannot be an asset; given up for a newer version.
 */
export const objectStates = ['pending', 'linked', 'suspect', 'changed', 'missing', 'refused', 'replaced'] as const
export type ObjectState = (typeof objectStates)[number]

/** How often a source is read again by itself. */
export const intervals = ['hour', 'day'] as const
export type Interval = (typeof intervals)[number]

export interface Recorded { readonly state: ObjectState, readonly etag: string, readonly size: number, /** Has it been read? */ readonly sha256: string | null, readonly foundEtag: string | null }
export interface Found { readonly etag: string, readonly size: number }
export type Sighting = 'fresh' | 'unchanged' | 'altered' | 'restored'

/**
 * What a listing says of an object that was recorded before. `state` null: the row stays as it is.
 * An ETag that was found changed before and is still the same is not read again.
 */
export const sight = (recorded: Recorded, found: Found): { readonly sighting: Sighting, readonly state: ObjectState | null } => {
  const isSame = recorded.etag === found.etag && recorded.size === found.size
  switch (recorded.state) {
    case 'pending': return { sighting: isSame ? 'unchanged' : 'fresh', state: null }
    case 'refused': return isSame ? { sighting: 'unchanged', state: null } : { sighting: 'fresh', state: 'pending' }
    case 'linked': return isSame ? { sighting: 'unchanged', state: null } : { sighting: 'altered', state: 'suspect' }
    case 'suspect': return isSame ? { sighting: 'restored', state: 'linked' } : { sighting: 'altered', state: null }
    case 'changed': return isSame ? { sighting: 'restored', state: 'linked' } : { sighting: 'altered', state: recorded.foundEtag === found.etag ? null : 'suspect' }
    case 'missing': return recorded.sha256 === null ? { sighting: 'fresh', state: 'pending' } : isSame ? { sighting: 'restored', state: 'linked' } : { sighting: 'altered', state: 'suspect' }
    case 'replaced': return { sighting: 'unchanged', state: null }
  }
}

/** What an asset of an object is called: its key below the last folder of the prefix. */
export const nameOfKey = (prefix: string, key: string): string => key.slice(prefix.lastIndexOf('/') + 1)

/** Counts of one pass. */
export interface PassCounts { readonly listed: number, readonly fresh: number, readonly unchanged: number, readonly altered: number, readonly restored: number, readonly skipped: number, readonly missing: number }
export const noCounts: PassCounts = { listed: 0, fresh: 0, unchanged: 0, altered: 0, restored: 0, skipped: 0, missing: 0 }
export const addCounts = (a: PassCounts, b: PassCounts): PassCounts => ({
  listed: a.listed + b.listed, fresh: a.fresh + b.fresh, unchanged: a.unchanged + b.unchanged, altered: a.altered + b.altered,
  restored: a.restored + b.restored, skipped: a.skipped + b.skipped, missing: a.missing + b.missing,
})

import type { Failure } from '../../kernel/failure.ts'

/** What the chip says. "Saved" is never said of what only this device has. */
export type SaveStatus =
  | { readonly state: 'saved', readonly revision: number, readonly serverTime: string | null }
  | { readonly state: 'saving', readonly count: number }
  | { readonly state: 'offline', readonly count: number }
  | { readonly state: 'sign-in', readonly count: number }
  | { readonly state: 'refused', readonly count: number }
  | { readonly state: 'conflict', readonly count: number }
  | { readonly state: 'kept', readonly count: number, readonly failure: Failure }
  | { readonly state: 'storage-full', readonly count: number }

/** Of the submission; it waits behind the changes it means. */
export type Submission =
  | { readonly state: 'none' }
  | { readonly state: 'queued' }
  | { readonly state: 'submitted', readonly serverTime: string }
  | { readonly state: 'refused', readonly failure: Failure }

export interface SaveFacts {
  readonly pending: number
  readonly conflicts: number
  readonly refused: number
  readonly isStorageFull: boolean
  readonly isOffline: boolean
  readonly isSignedOut: boolean
  readonly kept: Failure | null
  readonly revision: number
  readonly serverTime: string | null
}

/** The most urgent fact wins. */
export const statusOf = (facts: SaveFacts): SaveStatus => {
  const count = facts.pending
  if (facts.isStorageFull) return { state: 'storage-full', count }
  if (facts.kept) return { state: 'kept', count, failure: facts.kept }
  if (facts.isSignedOut) return { state: 'sign-in', count }
  if (facts.isOffline && count > 0) return { state: 'offline', count }
  if (facts.conflicts > 0) return { state: 'conflict', count: facts.conflicts }
  if (facts.refused > 0) return { state: 'refused', count: facts.refused }
  if (count > 0) return { state: 'saving', count }
  return { state: 'saved', revision: facts.revision, serverTime: facts.serverTime }
}

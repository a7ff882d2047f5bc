import { BlobMissing } from './store.ts'

/** Names sort as the offsets do: 16 digits hold any size. */
export const partName = (at: number): string => String(at).padStart(16, '0')

/** Names of the pieces that make up the whole. A piece that overlaps one before it was sent twice, cut elsewhere: it is left out. @throws BlobMissing when something is lacking */
export const inOrder = (parts: readonly { readonly name: string, readonly size: number }[], size: number, session: string): string[] => {
  const names: string[] = []
  let at = 0
  for (const part of [...parts].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (Number(part.name) !== at) continue
    names.push(part.name)
    at += part.size
  }
  if (at !== size) throw new BlobMissing(session)
  return names
}

import type { SessionView } from '../../../workspace/access/contract.ts'

/** The organisation that a person did not belong to before; undefined when the invitation only added roles. */
export const joinedOrganisation = (before: SessionView, after: SessionView): string | undefined => {
  const known = new Set(before.organisations.map(o => o.id))
  return after.organisations.find(o => !known.has(o.id))?.id
}

/** The secret of `/join#fsi_…`. Behind `#` it is never sent with a request, so no log of a server or proxy holds it. */
export const secretOf = (hash: string): string => hash.replace(/^#/, '').trim()

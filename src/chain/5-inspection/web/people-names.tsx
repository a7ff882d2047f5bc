import type { ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import { listPeople } from '../../../workspace/access/contract.ts'
import { isAllowed } from '../../../workspace/access/model.ts'
import { accessPolicy } from '../../../workspace/access/policy.ts'
import { serverQuery } from '../../../ui/server.ts'

/** The end of an id: its beginning is the time at which it was made, alike for people who joined together. */
export const shortId = (id: string): string => id.slice(-6).toUpperCase()

/** Name of a membership, where the reader may know it; else undefined. A refusal means: may not. */
export const usePeopleNames = (project: string, roles: readonly string[]): ((membership: string) => string | undefined) => {
  const { data } = useQuery({ ...serverQuery(listPeople, { query: { project } }), enabled: isAllowed(accessPolicy['person.list'], roles), staleTime: 60_000, retry: false })
  return membership => data?.people.find(p => p.membership === membership)?.name
}

export const PersonName = ({ id, name }: { readonly id: string, readonly name: string | undefined }): ReactNode =>
  name === undefined ? <code title={id}>{shortId(id)}</code> : <span>{name}</span>

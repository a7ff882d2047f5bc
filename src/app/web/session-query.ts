import { queryOptions } from '@tanstack/react-query'
import { readSession, type SessionView } from '../../workspace/access/contract.ts'
import { recall, remember } from '../../ui/remembered.ts'
import { actIn, call } from './api.ts'
import { valueOf } from '../../ui/server.ts'

export type OrganisationView = SessionView['organisations'][number]

const storageKey = 'feedstock.organisation'
const isText = (value: unknown): value is string => typeof value === 'string'

/** The organisation to act in: the one chosen last on this computer if the person still belongs to it, else the first. */
export const chosenOrganisation = (session: SessionView): OrganisationView | undefined => {
  const last = recall(storageKey, isText)
  return session.organisations.find(o => o.id === last) ?? session.organisations[0]
}

/** From here on every call carries the organisation. Done before any page asks for its data. */
export const enter = (session: SessionView): SessionView => {
  actIn(chosenOrganisation(session)?.id ?? null)
  return session
}

/** Everything on the page belongs to an organisation, so the page is loaded anew. */
export const switchOrganisation = (id: string): void => {
  remember(storageKey, id)
  location.assign('/')
}

/** The same address, acting for another organisation. */
export const reopenIn = (id: string): void => {
  remember(storageKey, id)
  location.reload()
}

export const sessionQuery = queryOptions({
  queryKey: [readSession.id],
  queryFn: async ({ signal }): Promise<SessionView> => enter(valueOf(await call(readSession, {}, { signal }))),
  staleTime: 300_000,
})

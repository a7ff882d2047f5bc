import { useQuery } from '@tanstack/react-query'
import { server, serverQuery } from '../../../ui/server.ts'
import { readSession } from '../../../workspace/access/contract.ts'

/** What the reader is in the whole of the organisation that the page acts in. */
export const useOwnPlace = (): { readonly roles: readonly string[], readonly organisation: string } => {
  const { data } = useQuery(serverQuery(readSession, {})), here = data?.organisations.find(o => o.id === server().actsIn())
  return { roles: here?.roles ?? [], organisation: here?.name ?? '' }
}

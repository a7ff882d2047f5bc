import { useQuery } from '@tanstack/react-query'
import { server, serverQuery } from '../../../ui/server.ts'
import { readSession } from '../../access/contract.ts'

/** Who reads the page, and what they are in the whole of the organisation that they act in. */
export const useOwnPlace = (): { readonly account: string | undefined, readonly roles: readonly string[], readonly organisation: string } => {
  const { data } = useQuery(serverQuery(readSession, {}))
  const here = data?.organisations.find(o => o.id === server().actsIn())
  return { account: data?.account.id, roles: here?.roles ?? [], organisation: here?.name ?? '' }
}

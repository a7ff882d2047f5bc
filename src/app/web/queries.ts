import { QueryClient, queryOptions, useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import type { Input, Output, RouteContract } from '../../kernel/contract.ts'
import { call, failureOf, unwrap } from './api.ts'

/** Only what may pass by itself is tried again: a server that is restarting. */
const isPassing = (error: unknown): boolean => failureOf(error).status === 503

export const createQueryClient = (): QueryClient => new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (tries, error) => tries < 3 && isPassing(error), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})

/** A GET route as a query: `useQuery(queryOf(listPeople, {}))`. */
export const queryOf = <R extends RouteContract>(route: R, input: Input<R>) => queryOptions({
  queryKey: [route.id, input] as const,
  queryFn: async ({ signal }): Promise<Output<R>> => unwrap(await call(route, input, { signal })),
})

/** A writing route as a mutation; the queries of the routes that it changes are read again. */
export const useCommand = <R extends RouteContract>(route: R, changes: readonly RouteContract[] = []): UseMutationResult<Output<R>, Error, Input<R>> => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (input: Input<R>): Promise<Output<R>> => unwrap(await call(route, input)),
    onSuccess: () => Promise.all(changes.map(changed => client.invalidateQueries({ queryKey: [changed.id] }))),
  })
}

import { queryOptions, useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import type { Input, Output, RouteContract } from '../kernel/contract.ts'
import { Refusal, type Failure } from '../kernel/failure.ts'
import type { Result } from '../kernel/result.ts'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** For routes whose body is a stream. */
  readonly bytes?: Blob
  /** Told how many of the bytes have left. */
  readonly onSent?: (bytes: number) => void
}

/** What a page needs of the server. The shell implements it: pages of the slices never import the shell. */
export interface Server {
  call<R extends RouteContract>(route: R, input: Input<R>, options?: CallOptions): Promise<Result<Output<R>>>
  /** For what the browser opens by itself: pictures, downloads. */
  mediaUrlOf<R extends RouteContract>(route: R, input: Input<R>): string
  failureOf(error: unknown): Failure
  /** The organisation that every call acts for; null before one is chosen. */
  actsIn(): string | null
}

let connected: Server | null = null
/** Done once by the shell, before anything is drawn. */
export const connectServer = (server: Server): void => { connected = server }

/** @throws before the shell has connected it */
export const server = (): Server => {
  if (!connected) throw new Error('connectServer has not been called')
  return connected
}

/** The value, or the failure thrown as a Refusal: for code that runs several calls in a row. */
export const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Refusal(result.failure)
  return result.value
}

/** A GET route as a query: `useQuery(serverQuery(listPeople, { query: {} }))`. Its key is that of the shell's queries, so that they share one cache. */
export const serverQuery = <R extends RouteContract>(route: R, input: Input<R>) => queryOptions({
  queryKey: [route.id, input] as const,
  queryFn: async ({ signal }): Promise<Output<R>> => valueOf(await server().call(route, input, { signal })),
})

/** A writing route as a mutation; the queries of the routes that it changes are read again. */
export const useServerCommand = <R extends RouteContract>(route: R, changes: readonly RouteContract[] = []): UseMutationResult<Output<R>, Error, Input<R>> => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (input: Input<R>): Promise<Output<R>> => valueOf(await server().call(route, input)),
    onSuccess: () => Promise.all(changes.map(changed => client.invalidateQueries({ queryKey: [changed.id] }))),
  })
}

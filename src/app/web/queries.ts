import { QueryClient } from '@tanstack/react-query'
import { failureOf } from './api.ts'

/** Only what may pass by itself is tried again: a server that is restarting. */
const isPassing = (error: unknown): boolean => failureOf(error).status === 503

export const createQueryClient = (): QueryClient => new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (tries, error) => tries < 3 && isPassing(error), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})

import { useInfiniteQuery } from '@tanstack/react-query'
import type { Input } from '../../../kernel/contract.ts'
import { server, valueOf } from '../../../ui/server.ts'
import { listAssets } from '../../1-source/contract.ts'
import { listVerdicts } from '../contract.ts'

type VerdictFilter = Omit<Input<typeof listVerdicts>['query'], 'after' | 'limit'>
type AssetFilter = Omit<Input<typeof listAssets>['query'], 'after' | 'limit'>

/** Before the first page: ordinals begin at 0, ids are not empty. */
const beforeAll = -1, noId = ''

/** Assets with their verdicts, a page at a time. @param preparation null = not yet known: nothing is asked */
export const useLedger = (preparation: string | null, filter: VerdictFilter, limit = 100) => useInfiniteQuery({
  queryKey: [listVerdicts.id, preparation, filter, limit], enabled: preparation !== null, initialPageParam: beforeAll,
  queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listVerdicts, { params: { preparation: preparation ?? '' }, query: { ...filter, limit, after: pageParam === beforeAll ? undefined : pageParam } }, { signal })),
  getNextPageParam: page => page.next,
})

/** Raw assets of a dataset, a page at a time. */
export const useAssets = (dataset: string, filter: AssetFilter, enabled: boolean, limit = 200) => useInfiniteQuery({
  queryKey: [listAssets.id, dataset, filter, limit], enabled, initialPageParam: noId,
  queryFn: async ({ pageParam, signal }) => valueOf(await server().call(listAssets, { params: { dataset }, query: { ...filter, limit, after: pageParam || undefined } }, { signal })),
  getNextPageParam: page => page.next,
})

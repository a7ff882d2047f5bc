import type { LiveQueries } from '../../../ui/live.ts'
import { listConnections, listSources } from '../linked/contract.ts'
import { readProvenance } from '../papers/contract.ts'
import { listAssets, listDatasets, listUploads, readDataset } from '../contract.ts'

export const sourceLive: LiveQueries = { dataset: [listDatasets, readDataset, listUploads, listAssets, listSources, readProvenance], storage: [listConnections], consent: [readProvenance], run: [listSources], upload: [listDatasets, readDataset, listUploads] }

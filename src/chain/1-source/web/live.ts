import type { LiveQueries } from '../../../ui/live.ts'
import { listAssets, listDatasets, listUploads, readDataset } from '../contract.ts'

export const sourceLive: LiveQueries = { dataset: [listDatasets, readDataset, listUploads, listAssets], upload: [listDatasets, readDataset, listUploads] }

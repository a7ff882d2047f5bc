import type { LiveQueries } from '../../../ui/live.ts'
import { listJournal } from '../../../workspace/access/contract.ts'
import { listExports, readChain } from '../audit/contract.ts'
import { readOverview } from '../contract.ts'

/** The journal and the overview show whatever changes. */
export const overviewLive: LiveQueries = { '*': [readOverview, listJournal], journal: [readChain, listExports], run: [readChain, listExports], 'run-progress': [readChain, listExports] }

import type { LiveQueries } from '../../../ui/live.ts'
import { listProblems, listRuns, readRun, readThroughput } from '../contract.ts'

export const runLive: LiveQueries = { run: [listRuns, readRun, listProblems], 'run-progress': [listRuns, readRun, listProblems, readThroughput] }

import { importRun } from '../chain/1-source/jobs.ts'
import { syncRun } from '../chain/1-source/linked/jobs.ts'
import { prepareRun } from '../chain/2-preparation/jobs.ts'
import { releaseRun } from '../chain/6-release/jobs.ts'
import { exportRun, verifyRun } from '../support/overview/audit/jobs.ts'
import { rebuildRun } from '../chain/6-release/rebuild-run.ts'
import { sampleRun } from '../support/sample/jobs.ts'
import { runKinds } from '../workspace/runs/service.ts'

/** Every kind of run that this version of the program can carry out. */
export const kinds = runKinds([importRun, syncRun, prepareRun, releaseRun, rebuildRun, verifyRun, exportRun, sampleRun])

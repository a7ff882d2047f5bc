import { sourceLive } from '../../../chain/1-source/web/live.ts'
import { preparationLive } from '../../../chain/2-preparation/web/live.ts'
import { inspectionLive } from '../../../chain/5-inspection/web/live.ts'
import { releaseLive } from '../../../chain/6-release/web/live.ts'
import { overviewLive } from '../../../support/overview/web/live.ts'
import { projectLive } from '../../../workspace/project/web/live.ts'
import { runLive } from '../../../workspace/runs/web/live.ts'
import { merged } from './stale.ts'

/** What the pages of every slice want to read again when something of a kind changes. */
export const liveQueries = merged([projectLive, runLive, sourceLive, preparationLive, inspectionLive, releaseLive, overviewLive])

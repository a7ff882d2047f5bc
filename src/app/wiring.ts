import { followExamples } from '../chain/1-source/examples.ts'
import { followLeaving } from '../chain/3-production/leaving.ts'
import { followWithdrawals } from '../chain/3-production/withdrawn.ts'
import { followProduction } from '../chain/5-inspection/service.ts'
import { followSchemaOfReleases, followSource } from '../chain/6-release/service.ts'
import { followSample } from '../support/sample/service.ts'

/** Connects what follows with what is followed. Once per process, before anything is served. */
export const wire = (): void => {
  followExamples()
  followLeaving()
  followProduction()
  followSchemaOfReleases()
  followSource()
  followSample()
  followWithdrawals()
}

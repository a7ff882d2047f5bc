import { displayNumber } from '../../workspace/project/model.ts'
import { withdrawalLookedAt } from '../1-source/events.ts'
import * as rows from './repository.ts'

/** Whoever looks at a withdrawal hears which releases contain what it takes out. */
export const followWithdrawals = (): void => withdrawalLookedAt.follow(async ({ tx, assets, effects }) => {
  for (const { number, ...release } of await rows.releasesContaining(tx, assets)) effects.releases.push({ ...release, display: displayNumber('release', number) })
})

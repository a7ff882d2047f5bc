import type { LiveQueries } from '../../../ui/live.ts'
import { listReleases, readRelease } from '../contract.ts'

export const releaseLive: LiveQueries = { release: [listReleases, readRelease], run: [listReleases, readRelease] }

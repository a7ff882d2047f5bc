import { lazy } from 'react'
import type { AssetShows } from '../../workspace/project/web/examples/asset-shows.ts'

/** What guidelines show of assets; loaded with the first example. */
export const assetShows: AssetShows = {
  Part: lazy(async () => ({ default: (await import('../../chain/1-source/web/examples/asset-part.tsx')).AssetPart })),
  Chooser: lazy(async () => ({ default: (await import('../../chain/1-source/web/examples/asset-chooser.tsx')).AssetChooser })),
}

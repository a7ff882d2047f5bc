import { createContext, use, type ComponentType } from 'react'
import type { AssetShown } from '../../examples/model.ts'

/** How assets are shown and chosen: assets lie to the right of guidelines, so the shell brings both. */
export interface AssetShows {
  readonly Part: ComponentType<{ readonly shown: AssetShown }>
  readonly Chooser: ComponentType<{ readonly project: string, readonly before: AssetShown | null, onChoose(shown: AssetShown): void, onClose(): void }>
}
export const AssetShowsContext = createContext<AssetShows | null>(null)
export const useAssetShows = (): AssetShows | null => use(AssetShowsContext)

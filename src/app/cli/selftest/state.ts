import type { Json } from '../../../kernel/json.ts'
import type { Client } from './client.ts'

/** What the stages hand on to each other. */
export interface World {
  readonly founder: Client, readonly organisation: string
  readonly annotators: readonly Client[], readonly reviewer: Client, readonly inspector: Client, readonly outsider: Client
  project: string, dataset: string, assets: number, preparation: string, batch: string, release: string, archive: Buffer
}
export type Figures = { readonly [name: string]: Json }
export interface Stage { readonly name: string, run(world: World): Promise<Figures> }

/** A check that failed: the stage fails with these words. */
export const check = (holds: boolean, says: string): void => { if (!holds) throw new Error(says) }

import type { Clock } from '../../kernel/clock.ts'
import type { OrganisationId } from '../../kernel/ids.ts'
import { inScope, type Database } from '../database/connect.ts'
import { leafOf, sealBlock, type SealKey } from './chain.ts'
import { createHorizon } from './horizon.ts'
import * as rows from './seals/repository.ts'

/** Entries of one seal at most: what must be read again to verify one of them. */
const blockSize = 500

export interface SealerOptions { readonly db: Database, /** The role that may see over the tenants where something waits, and nothing else. */ readonly scheduler: Database, readonly key: SealKey, readonly clock: Clock }

/** Seals what one organisation has up to a settled place. @returns the number of entries sealed */
export const sealOrganisation = async ({ db, key, clock }: Omit<SealerOptions, 'scheduler'>, organisation: OrganisationId, through: number): Promise<number> => {
  for (let sealed = 0; ;) {
    const count = await inScope(db, { organisation }, async tx => {
      await rows.lockChain(tx, organisation)
      const head = await rows.headOf(tx), above = head?.through ?? 0
      const leaves = (await rows.chainEntries(tx, { above, through, limit: blockSize })).map(leafOf)
      if (leaves.length === 0) return 0
      // A full block ends at its last entry; the last one reaches to the horizon, so that nothing can be put between the two.
      await rows.insertSeal(tx, sealBlock(organisation, head, leaves.length === blockSize ? leaves.at(-1)![0] : through, leaves, clock.now(), key), leaves)
      return leaves.length
    })
    sealed += count
    if (count < blockSize) return sealed
  }
}

export interface Sealing {
  /** One round over all organisations. @returns the number of entries sealed */
  round(): Promise<number>
  stop(): Promise<void>
}

/** @param thorough rounds after which every organisation is looked at again, whatever this process believes to be sealed */
export const createSealing = (options: SealerOptions, thorough = 100): Pick<Sealing, 'round'> => {
  const horizon = createHorizon(options.db)
  let known: number | null = null, rounds = 0
  return {
    async round() {
      if (rounds++ % thorough === 0) known = null
      const { settled } = await horizon.reach()
      if (known !== null && settled <= known) return 0
      let sealed = 0
      for (const organisation of await inScope(options.scheduler, {}, tx => rows.unsealedIn(tx, known, settled))) sealed += await sealOrganisation(options, organisation, settled)
      known = settled
      return sealed
    },
  }
}

/** Seals until nothing that is settled waits; for tests and for whoever needs the chain up to now. */
export const sealAll = async (options: SealerOptions): Promise<number> => {
  const { round } = createSealing(options)
  // The first look takes the number that the second may find passed.
  return await round() + await round()
}

/** In every worker, every few seconds; several workers take turns per organisation. @param every milliseconds */
export const startSealing = (options: SealerOptions & { readonly report: (error: unknown) => void }, every = 3000): Sealing => {
  const { round } = createSealing(options)
  let running: Promise<number> = Promise.resolve(0), busy = false
  const once = (): Promise<number> => { busy = true; return (running = round().finally(() => { busy = false })) }
  const timer = setInterval(() => { if (!busy) once().catch(options.report) }, every)
  return { round: once, async stop() { clearInterval(timer); await running.catch(() => 0) } }
}

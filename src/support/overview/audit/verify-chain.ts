import type { Tx } from '../../../workspace/database/connect.ts'
import { blocksFrom, findSeal, sealFindings, type Before, type Finding, type Trust } from '../../../workspace/journal/service.ts'

/** Seals read in one look: 16 blocks of 500 entries. */
const page = 16

/**
 * Verifies seals `from` to `to` where they are stored, a page at a time. The scope of `read` is one organisation.
 * @param from the first seal of the part, 1 for the first of the chain
 */
export const verifyStored = async (read: <T>(look: (tx: Tx) => Promise<T>) => Promise<T>, from: number, to: number, trust: Trust, signal?: AbortSignal): Promise<{ seals: number, entries: number, findings: Finding[] }> => {
  const findings: Finding[] = []
  let seals = 0, entries = 0
  let before: Before = from === 1 ? 'nothing' : (await read(tx => findSeal(tx, from - 1))) ?? 'unseen'
  for (let after = from - 1; after < to;) {
    signal?.throwIfAborted()
    const blocks = await read(tx => blocksFrom(tx, after, Math.min(page, to - after)))
    for (const block of blocks) {
      // A part may begin behind a seal that is gone: the part before it says so.
      findings.push(...sealFindings(before, block, trust))
      before = block.seal
      seals++
      entries += block.found.length
    }
    after = blocks.at(-1)?.seal.number ?? to
  }
  return { seals, entries, findings }
}

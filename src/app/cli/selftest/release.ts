import { listAssets, listDatasets } from '../../../chain/1-source/contract.ts'
import { readBatch } from '../../../chain/3-production/contract.ts'
import { createRelease, readArchive, readRelease } from '../../../chain/6-release/contract.ts'
import { verifyRelease, type RandomAccess, type Verification } from '../../../chain/6-release/verify.ts'
import { readProject } from '../../../workspace/project/contract.ts'
import type { ReadTree } from '../../../sockets/format.ts'
import type { Plugins } from '../../../sockets/registry.ts'
import { ended } from './input.ts'
import { check, type Stage } from './state.ts'

const over = (bytes: Buffer): RandomAccess => ({ size: bytes.length, read: async (at, length) => bytes.subarray(at, Math.max(at, Math.min(at + length, bytes.length))) })
const formats = ['coco-instances', 'conll2003', 'csv', 'feedstock-jsonl']

export const release: Stage = {
  name: 'release',
  async run(world) {
    const { release: id, run } = await world.founder.call(createRelease, { params: { project: world.project }, body: { name: 'self-test', batches: [world.batch], seed: 'self-test', formats, language: 'en' } })
    await ended(world.founder, run)
    world.release = id
    const view = await world.founder.call(readRelease, { params: { release: id } }), batch = await world.founder.call(readBatch, { params: { batch: world.batch } })
    check(view.state === 'ready' && view.items === batch.tasks, `the release is ${view.state} with ${view.items} of ${batch.tasks} items`)
    check(view.exports.length === formats.length && view.exports.every(e => e.items === view.items), 'an export counts other items than the release')
    world.archive = await world.founder.bytes(readArchive, { params: { release: id }, query: {} })
    return { items: view.items, bytes: world.archive.length, losses: Object.fromEntries(view.exports.map(e => [e.format, e.losses.map(l => `${l.code} ${l.count}`)])) }
  },
}

/** The files of one export, out of the stored archive. */
const treeOf = (archive: Buffer, result: Verification, format: string): ReadTree => {
  const prefix = `exports/${format}/`, paths = result.manifest!.files.map(f => f.path).filter(p => p.startsWith(prefix))
  const bytesOf = (path: string): Buffer => {
    // Entries are stored, so that a file's bytes follow its local header.
    for (let at = 0; archive.readUInt32LE(at) === 0x04034b50;) {
      const name = archive.readUInt16LE(at + 26), data = at + 30 + name + archive.readUInt16LE(at + 28), size = archive.readUInt32LE(at + 22)
      if (archive.toString('utf8', at + 30, at + 30 + name) === path) return archive.subarray(data, data + size)
      at = data + size
    }
    throw new Error(`no ${path} in the archive`)
  }
  return {
    async *paths() { yield* paths.map(p => p.slice(prefix.length)) },
    async *open(path) { yield bytesOf(prefix + path) },
  }
}

export const verification = (plugins: Plugins): Stage => ({
  name: 'verification',
  async run({ archive }) {
    const result = await verifyRelease(over(archive))
    check(result.good, `the release does not verify: ${JSON.stringify(result.findings[0])}`)
    const items = result.manifest!.items, clusters = Map.groupBy(items.filter(i => i.cluster), i => i.cluster)
    check([...clusters.values()].every(c => new Set(c.map(i => i.split)).size === 1), 'look-alikes stand in different splits')
    const read: Record<string, number> = {}
    for (const format of formats) {
      let count = 0
      for await (const event of plugins.formats.get(format)!.read!(treeOf(archive, result, format))) {
        check(event.kind !== 'failed', `${format} cannot be read back: ${event.kind === 'failed' ? JSON.stringify(event.failure) : ''}`)
        if (event.kind === 'item') count++
      }
      read[format] = count
    }
    check(read['feedstock-jsonl'] === items.length, `feedstock-jsonl reads ${read['feedstock-jsonl']} of ${items.length} items`)
    return { fingerprint: result.fingerprint, files: result.files, items: items.length, shapes: result.manifest!.counts.shapes, bySplit: result.manifest!.counts.bySplit, read }
  },
})

export const tampering: Stage = {
  name: 'tampering',
  async run({ archive }) {
    let found = 0
    const places = [0.1, 0.3, 0.5, 0.7, 0.95].map(share => Math.floor(share * archive.length))
    for (const at of places) {
      const changed = Buffer.from(archive)
      changed[at] = changed[at]! ^ 1
      const { good, findings } = await verifyRelease(over(changed))
      check(!good && findings.some(f => f.from !== null && f.from <= at && at < f.to!), `a flipped byte at ${at} was not located`)
      found++
    }
    return { flipped: places.length, located: found }
  },
}

export const tenancy: Stage = {
  name: 'tenancy',
  async run(world) {
    const [asset] = (await world.founder.call(listAssets, { params: { dataset: world.dataset }, query: { limit: 1 } })).assets
    const tried = [
      await world.outsider.refused(readProject, { params: { project: world.project } }), await world.outsider.refused(listDatasets, { params: { project: world.project } }), await world.outsider.refused(listAssets, { params: { dataset: world.dataset }, query: {} }),
      await world.outsider.refused(readBatch, { params: { batch: world.batch } }), await world.outsider.refused(readRelease, { params: { release: world.release } }), await world.outsider.refused(readArchive, { params: { release: world.release }, query: {} }),
    ]
    check(asset !== undefined && tried.every(t => t.status === 404), `a foreign organisation hears ${tried.map(t => t.status).join(', ')}`)
    return { tried: tried.length, notFound: tried.length }
  },
}

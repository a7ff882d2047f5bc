import { createHash, generateKeyPairSync, sign, verify, createPublicKey, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkpointFindings, leafOf, sealBlock, sealFindings, type Block, type ChainEntry, type Finding, type Seal, type SealKey, type Trust } from './chain.ts'

const makeKey = (): SealKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { publicKey: publicKey.export({ format: 'jwk' }).x!, sign: bytes => sign(null, bytes, privateKey).toString('base64url') }
}
const publicKeyOf = (x: string): KeyObject => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
const own = makeKey(), other = makeKey()
const trust: Trust = { key: own.publicKey, holds: (key, bytes, signature) => verify(null, bytes, publicKeyOf(key), Buffer.from(signature, 'base64url')) }
const organisation = '01890000-0000-7000-8000-000000000001'

const entry = (id: number, object = `o-${id}`): ChainEntry => ({
  id, at: '2026-11-24T10:00:00.000000Z', account: null, membership: null, roles: ['executor'], verb: 'task.claimed', kind: 'task', object, project: null,
  digest: createHash('sha256').update(object).digest('hex'), detail: { n: id }, request: `request-${id}`,
})

interface World { entries: ChainEntry[], seals: { seal: Seal, listed: Block['listed'] }[] }
/** Seals these places in blocks; every block reaches one place beyond its last entry, as the horizon does. */
const sealed = (ids: readonly number[], size: number, key = own): World => {
  const entries = ids.map(id => entry(id)), seals: World['seals'] = []
  for (let at = 0; at < entries.length; at += size) {
    const listed = entries.slice(at, at + size).map(leafOf), next = entries[at + size]?.id
    const through = next === undefined ? listed.at(-1)![0] + 1 : next - 1
    seals.push({ listed, seal: sealBlock(organisation, seals.at(-1)?.seal ?? null, through, listed, new Date('2026-11-24T10:00:03Z'), key) })
  }
  return { entries, seals }
}
const verified = ({ entries, seals }: World): Finding[] => seals.flatMap(({ seal, listed }, i) => sealFindings(i === 0 ? 'nothing' : seals[i - 1]!.seal, {
  seal, listed, found: entries.filter(e => e.id > seal.above && e.id <= seal.through).sort((a, b) => a.id - b.id).map(leafOf),
}, trust))

/** Places with gaps, as rolled back transactions leave them. */
const places = fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 40 }).map(steps => { let at = 0; return steps.map(step => (at += step)) })
const world = fc.record({ ids: places, size: fc.integer({ min: 1, max: 7 }), pick: fc.nat(), other: fc.nat() })
const holding = (w: World, id: number): number => w.seals.find(({ seal }) => id > seal.above && id <= seal.through)!.seal.number

describe('a sealed chain', () => {
  it('has nothing to find while nobody touched it', () => {
    fc.assert(fc.property(world, ({ ids, size }) => { expect(verified(sealed(ids, size))).toEqual([]) }))
  })

  it('names seal and place of an entry in which any field was changed', () => {
    const fields = ['at', 'account', 'membership', 'roles', 'verb', 'kind', 'object', 'project', 'digest', 'detail', 'request'] as const
    fc.assert(fc.property(world, fc.constantFrom(...fields), ({ ids, size, pick }, field) => {
      const w = sealed(ids, size), at = pick % ids.length, id = ids[at]!
      w.entries[at] = { ...w.entries[at]!, [field]: field === 'roles' ? ['auditor'] : 'x' }
      expect(verified(w)).toEqual([{ code: 'entry-changed', seal: holding(w, id), entry: id, from: null }])
    }))
  })

  it('names seal and place of an entry that was removed', () => {
    fc.assert(fc.property(world, ({ ids, size, pick }) => {
      const w = sealed(ids, size), id = ids[pick % ids.length]!
      w.entries = w.entries.filter(e => e.id !== id)
      expect(verified(w)).toEqual([{ code: 'entry-removed', seal: holding(w, id), entry: id, from: null }])
    }))
  })

  it('names seal and place of an entry that was put into a gap', () => {
    fc.assert(fc.property(world, ({ ids, size, pick }) => {
      const w = sealed(ids, size), id = ids[pick % ids.length]! - 1
      w.entries.push(entry(id, 'slipped in'))
      expect(verified(w)).toEqual([{ code: 'entry-inserted', seal: holding(w, id), entry: id, from: null }])
    }))
  })

  it('finds two entries that changed places, and says so within a block', () => {
    fc.assert(fc.property(world, ({ ids, size, pick, other: second }) => {
      const w = sealed(ids, size), a = pick % ids.length, b = second % ids.length
      fc.pre(a !== b)
      const [x, y] = [w.entries[a]!, w.entries[b]!]
      w.entries[a] = { ...y, id: x.id }
      w.entries[b] = { ...x, id: y.id }
      const found = verified(w), code = holding(w, x.id) === holding(w, y.id) ? 'entry-moved' : 'entry-changed'
      expect(found.map(f => `${f.code} ${f.entry}`).sort()).toEqual([`${code} ${x.id}`, `${code} ${y.id}`].sort())
      if (code === 'entry-moved') expect(found.find(f => f.entry === x.id)!.from).toBe(y.id)
    }))
  })

  it('finds a seal that was changed to fit, taken out, or signed by another', () => {
    fc.assert(fc.property(world, ({ ids, size, pick }) => {
      const w = sealed(ids, size), at = pick % w.seals.length, { seal, listed } = w.seals[at]!
      const number = at + 1
      const withSeal = (changed: Seal): World => ({ ...w, seals: w.seals.map((s, i) => (i === at ? { listed, seal: changed } : s)) })
      expect(verified(withSeal({ ...seal, at: '2026-01-01T00:00:00.000Z' }))).toContainEqual({ code: 'seal-changed', seal: number, entry: null, from: null })
      const foreign = sealBlock(organisation, at === 0 ? null : w.seals[at - 1]!.seal, seal.through, listed, new Date(seal.at), other)
      expect(verified(withSeal(foreign))).toContainEqual({ code: 'seal-key', seal: number, entry: null, from: null })
      expect(verified(withSeal({ ...foreign, publicKey: own.publicKey }))).toContainEqual({ code: 'seal-signature', seal: number, entry: null, from: null })
      if (at < w.seals.length - 1) expect(verified({ ...w, seals: w.seals.filter((_, i) => i !== at) })).toContainEqual({ code: 'seal-missing', seal: number, entry: null, from: null })
    }))
  })

  it('is told from one that its owner rewrote and signed anew only by a checkpoint given out before', () => {
    fc.assert(fc.property(world, ({ ids, size, pick }) => {
      const before = sealed(ids, size), checkpoint = before.seals.at(-1)!.seal
      const gone = ids[pick % ids.length]!, after = sealed(ids.filter(id => id !== gone), size)
      expect(verified(after)).toEqual([])
      const at = after.seals.find(s => s.seal.number === checkpoint.number)?.seal ?? null
      expect(checkpointFindings(checkpoint, organisation, at, trust).map(f => f.code)).toEqual([at === null ? 'checkpoint-beyond' : 'checkpoint-differs'])
      expect(checkpointFindings(checkpoint, organisation, checkpoint, trust)).toEqual([])
    }))
  })

  it('takes no checkpoint that was forged or belongs to another organisation', () => {
    const checkpoint = sealed([1, 2], 2).seals[0]!.seal
    expect(checkpointFindings({ ...checkpoint, count: 3 }, organisation, checkpoint, trust)).toMatchObject([{ code: 'checkpoint-signature' }])
    expect(checkpointFindings(checkpoint, 'another', checkpoint, trust)).toMatchObject([{ code: 'checkpoint-foreign' }])
  })

  it('proves entries that are handed in alone: the others are withheld, not missing', () => {
    const w = sealed([2, 4, 6], 3), { seal, listed } = w.seals[0]!
    expect(sealFindings('unseen', { seal, listed, found: [leafOf(w.entries[1]!)] }, trust, false)).toEqual([])
    expect(sealFindings('unseen', { seal, listed, found: [leafOf({ ...w.entries[1]!, verb: 'x' })] }, trust, false)).toMatchObject([{ code: 'entry-changed', entry: 4 }])
  })
})

import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Sha256, Uuid } from '../../../workspace/access/contract.ts'
import { runStates } from '../../../workspace/runs/model.ts'

const inProject = Type.Object({ project: Type.Optional(Type.String({ format: 'uuid', description: 'For whoever may read the journal only there' })) }, { additionalProperties: false })
const Key = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

/** One seal of the chain, signed by the installation. Kept outside, it is a checkpoint: no later chain can pretend to be this one. */
export const SealView = Type.Object({
  organisation: Uuid, number: Type.Integer({ minimum: 1 }), above: Type.Integer(), through: Type.Integer(), first: Type.Integer(), last: Type.Integer(), count: Type.Integer({ minimum: 1 }),
  digest: Sha256, previous: Nullable(Sha256), at: Type.String({ maxLength: 40 }), hash: Sha256, publicKey: Key, signature: Type.String({ maxLength: 100 }),
}, { additionalProperties: false })

export const ChainView = Type.Object({
  head: Nullable(Type.Object({ number: Type.Integer(), through: Type.Integer({ description: 'Entries up to this id are sealed' }), hash: Sha256, at: Instant })),
  sealed: Type.Integer(), waiting: Type.Integer({ description: 'Entries that no seal holds yet' }), fingerprint: Type.String({ description: 'Of the installation\'s key' }),
  verification: Nullable(Type.Object({
    run: Uuid, state: Type.Enum(runStates), share: Type.Number(), at: Instant,
    result: Nullable(Type.Object({ seals: Type.Integer(), entries: Type.Integer(), findings: Type.Integer(), through: Type.Integer(), head: Nullable(Type.Object({ number: Type.Integer(), hash: Sha256 })), first: Nullable(Type.Object({ code: Type.String(), seal: Type.Integer(), entry: Nullable(Type.Integer()) }, { description: 'The first place that does not hold' })) })),
  })),
})
export type ChainView = Static<typeof ChainView>
export const readChain = defineRoute({ id: 'journal.chain', method: 'GET', path: '/api/v1/journal/chain', summary: 'How far the journal is sealed, and when it was last verified', guard: { permission: 'journal.read' }, query: inProject, ok: ChainView })
export const readCheckpoint = defineRoute({
  id: 'journal.checkpoint', method: 'GET', path: '/api/v1/journal/checkpoint', summary: 'The newest seal, signed: to be kept where the owner of this installation cannot reach it', guard: { permission: 'journal.read' },
  query: Type.Object({ ...inProject.properties, organisation: Type.Optional(Type.String({ format: 'uuid', description: 'Of an address that a browser opens by itself' })) }, { additionalProperties: false }), ok: SealView,
})
export const verifyJournal = defineRoute({
  id: 'journal.verify', method: 'POST', path: '/api/v1/journal/verifications', summary: 'Verify the whole chain, every entry of it', guard: { permission: 'journal.verify' }, status: 202,
  body: Type.Object({ checkpoint: Type.Optional(SealView) }, { additionalProperties: false }), ok: Type.Object({ run: Uuid }),
})
export const exportJournal = defineRoute({
  id: 'journal.export', method: 'POST', path: '/api/v1/journal/exports', summary: 'Write the entries of a period, with their seals, for an outside auditor', guard: { permission: 'journal.export' }, status: 202,
  body: Type.Object({ project: Type.Optional(Uuid), from: Instant, to: Instant }, { additionalProperties: false }), ok: Type.Object({ run: Uuid }),
})
export const ExportView = Type.Object({
  run: Uuid, state: Type.Enum(runStates), share: Type.Number(), project: Nullable(Uuid), from: Instant, to: Instant, createdAt: Instant,
  archive: Nullable(Type.Object({ sha256: Sha256, size: Type.Integer(), entries: Type.Integer(), seals: Type.Integer() })),
})
export type ExportView = Static<typeof ExportView>
export const listExports = defineRoute({ id: 'journal.exports', method: 'GET', path: '/api/v1/journal/exports', summary: 'Exports made for auditors, newest first', guard: { permission: 'journal.read' }, query: inProject, ok: Type.Object({ exports: Type.Array(ExportView) }) })
export const readExport = defineRoute({ id: 'journal.archive', method: 'GET', path: '/api/v1/journal/exports/:run', summary: 'An export as a ZIP; the download is written down', guard: { permission: 'journal.read' }, params: Type.Object({ run: Uuid }), ok: 'stream' })

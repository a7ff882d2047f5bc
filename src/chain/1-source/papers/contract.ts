import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Sha256, Uuid } from '../../../workspace/access/contract.ts'
import { paperKinds, provenanceKinds } from './model.ts'

const InDataset = Type.Object({ dataset: Uuid })
const OfPaper = Type.Object({ paper: Uuid })
const Kind = Type.Enum(provenanceKinds, { description: 'The kind of source that it speaks for' })
const PaperName = Type.Enum(paperKinds)
const Title = Type.String({ minLength: 1, maxLength: 200 })

export const PaperView = Type.Object({
  id: Uuid, dataset: Uuid, provenance: Kind, paper: PaperName, title: Type.String(),
  reference: Nullable(Type.String({ description: 'Where it lies, when it is not kept here' })), file: Nullable(Type.Object({ name: Type.String(), sha256: Sha256, size: Type.Integer() })), createdAt: Instant,
})
export type PaperView = Static<typeof PaperView>

/** What proves where the data of one dataset comes from, and what is lacking. */
export const ProvenanceView = Type.Object({
  dataset: Uuid, assets: Type.Integer({ description: 'Raw ones that are not withdrawn' }), incomplete: Type.Integer({ description: 'Of them, those that lack a paper of their kind or a consent' }),
  personal: Type.Boolean({ description: 'Persons are in the data: each asset needs a consent in force' }), withoutConsent: Type.Integer({ description: 'Assets that no consent in force covers' }),
  kinds: Type.Array(Type.Object({ kind: Kind, assets: Type.Integer(), lacking: Type.Array(PaperName) }), { description: 'Kinds of source that the dataset has' }), papers: Type.Array(PaperView),
})
export type ProvenanceView = Static<typeof ProvenanceView>
export const readProvenance = defineRoute({ id: 'provenance.read', method: 'GET', path: '/api/v1/datasets/:dataset/provenance', summary: 'Papers of a dataset and what is lacking, by kind of source', guard: { permission: 'paper.read' }, params: InDataset, ok: ProvenanceView })
export const setPersonal = defineRoute({
  id: 'provenance.change', method: 'PATCH', path: '/api/v1/datasets/:dataset/provenance', summary: 'Say whether persons are in the data', guard: { permission: 'paper.manage' }, params: InDataset,
  body: Type.Object({ personal: Type.Boolean() }, { additionalProperties: false }), ok: ProvenanceView,
})
export const addPaper = defineRoute({
  id: 'paper.add', method: 'POST', path: '/api/v1/datasets/:dataset/papers', summary: 'Attach a paper that lies elsewhere', guard: { permission: 'paper.manage' }, status: 201, params: InDataset,
  body: Type.Object({ provenance: Kind, paper: PaperName, title: Title, reference: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }), ok: PaperView,
})
export const storePaper = defineRoute({
  id: 'paper.store', method: 'PUT', path: '/api/v1/datasets/:dataset/papers', summary: 'Attach a paper as a file, sent as application/octet-stream', guard: { permission: 'paper.manage' }, status: 201, repeatable: true, params: InDataset,
  query: Type.Object({ provenance: Kind, paper: PaperName, title: Title, name: Type.String({ minLength: 1, maxLength: 200, description: 'Of the file' }) }, { additionalProperties: false }), body: 'stream', ok: PaperView,
})
export const readPaper = defineRoute({
  id: 'paper.content', method: 'GET', path: '/api/v1/papers/:paper/content', summary: 'The file of a paper', guard: { permission: 'paper.read' }, params: OfPaper,
  query: Type.Object({ organisation: Type.Optional(Uuid) }, { additionalProperties: false }), ok: 'stream',
})
export const takeBackPaper = defineRoute({ id: 'paper.take-back', method: 'DELETE', path: '/api/v1/papers/:paper', summary: 'Take back a paper that was wrong; its row stays', guard: { permission: 'paper.manage' }, params: OfPaper, ok: Type.Object({}) })

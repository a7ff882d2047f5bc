import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { ShapeRecord } from '../../../sockets/shape.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'
import { TaskAssetView } from '../../4-annotation/contract.ts'
import { RateView } from '../report/contract.ts'

export const GoldView = Type.Object({
  id: Uuid, project: Uuid, task: Uuid, taskNumber: Type.Integer(), batch: Uuid, batchDisplay: Type.String(), tolerance: Type.Number(), createdAt: Instant, retiredAt: Nullable(Instant),
  exposures: Type.Integer({ description: 'How often somebody answered it unknowing' }), rate: Nullable(RateView), assets: Type.Array(TaskAssetView),
})
export type GoldView = Static<typeof GoldView>
const Project = Type.Object({ project: Uuid }), Gold = Type.Object({ gold: Uuid })
export const makeGold = defineRoute({
  id: 'gold.make', method: 'POST', path: '/api/v1/tasks/:task/gold', summary: 'Make the outcome of an approved task a known answer', guard: { permission: 'gold.manage' }, status: 201, params: Type.Object({ task: Uuid }),
  body: Type.Object({ tolerance: Type.Number({ minimum: 0, maximum: 1, description: 'Agreement from which an answer passes' }) }, { additionalProperties: false }), ok: GoldView,
})
export const listGold = defineRoute({ id: 'gold.list', method: 'GET', path: '/api/v1/projects/:project/gold', summary: 'Known answers of a project, with how often they were asked and passed', guard: { permission: 'gold.manage' }, params: Project, ok: Type.Object({ gold: Type.Array(GoldView) }) })
export const readGold = defineRoute({ id: 'gold.read', method: 'GET', path: '/api/v1/gold/:gold', summary: 'One known answer with its shapes', guard: { permission: 'gold.manage' }, params: Gold, ok: Type.Object({ gold: GoldView, schemaVersion: Type.Integer(), shapes: Type.Array(ShapeRecord) }) })
export const retireGold = defineRoute({ id: 'gold.retire', method: 'POST', path: '/api/v1/gold/:gold/retirement', summary: 'Mix it in no more; its results stay', guard: { permission: 'gold.manage' }, params: Gold, ok: GoldView })
export const PersonGoldView = Type.Object({ person: Uuid, n: Type.Integer(), rate: Nullable(RateView) })
export const listGoldPeople = defineRoute({ id: 'gold.people', method: 'GET', path: '/api/v1/projects/:project/gold/people', summary: 'How many known answers each person gave and passed; no rate below five', guard: { permission: 'gold.manage' }, params: Project, ok: Type.Object({ people: Type.Array(PersonGoldView) }) })

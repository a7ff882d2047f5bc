import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Instant, Nullable, Uuid } from '../../../workspace/access/contract.ts'

const InProject = Type.Object({ project: Uuid })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' })
const Reason = Type.String({ minLength: 1, maxLength: 2000 })

export const ConsentView = Type.Object({
  id: Uuid, project: Uuid, subject: Type.String({ description: 'A pseudonym of the person' }), scope: Type.String({ description: 'What was agreed to' }), givenOn: Day,
  paper: Nullable(Type.String()), withdrawnAt: Nullable(Instant), assets: Type.Integer({ description: 'Covered and not withdrawn' }),
})
export type ConsentView = Static<typeof ConsentView>
export const listConsents = defineRoute({
  id: 'consent.list', method: 'GET', path: '/api/v1/projects/:project/consents', summary: 'Consents recorded in a project', guard: { permission: 'consent.manage' }, params: InProject,
  query: Type.Object({ after: Type.Optional(Uuid), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }, { additionalProperties: false }), ok: Type.Object({ consents: Type.Array(ConsentView), next: Nullable(Uuid) }),
})
export const addConsent = defineRoute({
  id: 'consent.add', method: 'POST', path: '/api/v1/projects/:project/consents', summary: 'Record what a person agreed to', guard: { permission: 'consent.manage' }, status: 201, params: InProject,
  body: Type.Object({ subject: Type.String({ minLength: 1, maxLength: 200 }), scope: Type.String({ minLength: 1, maxLength: 2000 }), givenOn: Day, paper: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'Where the signed paper lies' })) }, { additionalProperties: false }), ok: ConsentView,
})
export const coverByPath = defineRoute({
  id: 'consent.cover', method: 'POST', path: '/api/v1/consents/:consent/assets', summary: 'Say which assets a consent covers: all raw ones below a path', guard: { permission: 'consent.manage' }, params: Type.Object({ consent: Uuid }),
  body: Type.Object({ dataset: Uuid, prefix: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }), ok: Type.Object({ linked: Type.Integer() }),
})

const Scope = { assets: Type.Optional(Type.Array(Uuid, { minItems: 1, maxItems: 10_000, uniqueItems: true })), consent: Type.Optional(Uuid) }
const Effects = {
  tasks: Type.Integer({ description: 'Unfinished tasks that show one of them' }),
  releases: Type.Array(Type.Object({ id: Uuid, display: Type.String(), name: Type.String(), state: Type.String(), items: Type.Integer({ description: 'Of the release, on one of them' }) })),
}
export const EffectsView = Type.Object({ assets: Type.Integer({ description: 'With all that was derived of them' }), ...Effects })
export type EffectsView = Static<typeof EffectsView>
export const previewWithdrawal = defineRoute({
  id: 'withdrawal.preview', method: 'POST', path: '/api/v1/projects/:project/withdrawal-previews', summary: 'What a withdrawal would reach: tasks and releases', guard: { permission: 'asset.withdraw' }, repeatable: true,
  params: InProject, body: Type.Object(Scope, { additionalProperties: false }), ok: EffectsView,
})
export const WithdrawalView = Type.Object({ id: Uuid, project: Uuid, reason: Reason, consent: Nullable(Uuid), assets: Type.Integer(), by: Uuid, createdAt: Instant })
export type WithdrawalView = Static<typeof WithdrawalView>
export const withdraw = defineRoute({
  id: 'withdrawal.create', method: 'POST', path: '/api/v1/projects/:project/withdrawals', summary: 'Take assets out for good: named ones, or all that one consent covers', guard: { permission: 'asset.withdraw' }, status: 201,
  params: InProject, body: Type.Object({ ...Scope, reason: Reason }, { additionalProperties: false }), ok: WithdrawalView,
})
export const listWithdrawals = defineRoute({ id: 'withdrawal.list', method: 'GET', path: '/api/v1/projects/:project/withdrawals', summary: 'Withdrawals of a project, newest first', guard: { permission: 'dataset.read' }, params: InProject, ok: Type.Object({ withdrawals: Type.Array(WithdrawalView) }) })
export const readWithdrawal = defineRoute({
  id: 'withdrawal.read', method: 'GET', path: '/api/v1/withdrawals/:withdrawal', summary: 'One withdrawal with the releases that contain what was withdrawn', guard: { permission: 'dataset.read' }, params: Type.Object({ withdrawal: Uuid }),
  ok: Type.Object({ ...WithdrawalView.properties, ...Effects }),
})

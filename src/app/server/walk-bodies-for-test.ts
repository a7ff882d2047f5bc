import { newId } from '../../kernel/ids.ts'

/** What a route is sent besides its path: a body and a query that its contract accepts. */
export interface Sent { readonly body?: unknown, readonly query?: Readonly<Record<string, string>> }

const text = { en: 'text' }
const schema = { classes: [], questions: [] }
const guideline = { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] }
const steps = [{ operator: 'exact-duplicate', version: 1, parameters: {} }]
const operations = [{ op: 'remove', id: newId() }]
const retire = [{ step: 'retire', at: { list: 'classes' }, id: 'thing', to: null }]
const password = 'a passphrase that is long enough'

/**
 * By route id, what the walk sends: with these a refusal is about who asks and what exists, never about how the request is written.
 * @param real ids of real things, by the name of the path parameter
 */
export const sentBy = (real: Readonly<Record<string, string>>): Readonly<Record<string, Sent>> => ({
  'setup.create': { body: { token: 'used', organisation: 'O', zone: 'UTC', login: 'lin', name: 'Lin', password } },
  'session.create': { body: { login: 'lin', password } },
  'session.local': { body: {} },
  'account.preferences': { body: { theme: 'dark' } },
  'organisation.create': { body: { name: 'O', zone: 'UTC' } },
  'person.change': { body: { state: 'active' } },
  'invitation.create': { body: { name: 'Lin', roles: ['executor'], project: real['project'] } },
  'invitation.read': { body: { secret: 'unknown' } },
  'invitation.accept': { body: { secret: 'unknown', login: 'lin', name: 'Lin', password } },
  'invitation.join': { body: { secret: 'unknown' } },
  'token.create': { body: { name: 't' } },
  'party.invite': { body: { kind: 'supplier', name: 'S', steps: ['annotate'] } },
  'party.change': { body: { version: 1, name: 'S' } },
  'party.consent': { body: { consent: true } },
  'party.end': {},
  'engagement.offer': { body: { secret: 'unknown' } },
  'engagement.enter': { body: { secret: 'unknown' } },
  'engagement.send': { body: { roles: ['executor'] } },
  'engagement.subcontract': { body: { name: 'S', steps: ['annotate'] } },
  'engagement.leave': {},
  'project.create': { body: { name: 'P', schema, guideline } },
  'project.change': { body: { version: 1, name: 'P' } },
  'schema.save': { body: { base: 1, document: schema } },
  'schema.preview-migration': { body: { base: 1, steps: retire } },
  'schema.migrate': { body: { base: 1, steps: retire } },
  'schema.undo-migration': { body: { base: 2 } },
  'guideline.save': { body: { base: 1, document: guideline, material: false } },
  'guideline.acknowledge': { body: { version: 1 } },
  'member.set': { body: { roles: ['executor'] } },
  'run.control': { body: { state: 'paused' } },
  'dataset.create': { body: { name: 'D' } },
  'upload.store': { body: Buffer.from('x'), query: { name: 'x.txt' } },
  'dataset.import': { body: { provenance: { kind: 'self_collected', record: 'test' } } },
  'recipe.create': { body: { name: 'R', steps } },
  'recipe.preview': { body: { dataset: real['dataset'], steps, step: 0 } },
  'recipe.save': { body: { base: 1, steps } },
  'recipe.apply': { body: { dataset: real['dataset'] } },
  'verdict.overrule': { body: { asset: real['asset'], step: 0, outcome: 'kept', reason: 'seen by eye' } },
  'selection.create': { body: { name: 'S', preparation: real['preparation'], filter: { kept: true } } },
  'batch.create': { body: { name: 'B', selection: real['selection'] } },
  'batch.move': { body: { version: 1, state: 'void', reason: 'test' } },
  'batch.move-schema': { body: { version: 1 } },
  'batch.accept': {},
  'batch.close': {},
  'void.request': { body: { reason: 'test' } },
  'void.decide': { body: { state: 'declined' } },
  'appeal.raise': { body: { review: newId(), reason: 'test' } },
  'appeal.decide': { body: { state: 'rejected', decision: 'test' } },
  'gold.make': { body: { tolerance: 0.9 } },
  'gold.retire': {},
  'delivery.make': { body: {} },
  'delivery.judge': { body: { state: 'accepted' } },
  'correction.file': { query: { format: 'csv' } },
  'task.set-aside': { body: { state: 'parked', reason: 'test' } },
  'assignment.claim': { body: { project: real['project'], batch: real['batch'], step: 'annotate' } },
  'assignment.resume': {},
  'assignment.take-back': {},
  'assignment.give-back': { body: { state: 'released' } },
  'assignment.submit': { body: { changeId: newId(), revision: 0 } },
  'revision.save': { body: { changeId: newId(), base: 0, schemaVersion: 1, operations } },
  'draft.keep': { body: { changeId: newId(), operations } },
  'review.judge': { body: { annotation: real['annotation'], revision: 0, verdict: 'accept' } },
  'ruling.make': { body: { verdict: 'choose', annotation: real['annotation'], revision: 0, reason: 'test' } },
  'workflow.save': { body: { name: 'W', base: 0, workflow: { annotate: { party: null, overlap: 1, extend: null }, review: null, arbitrate: null, client: null } } },
  'workflow.read': { query: { name: 'W' } },
  'inspection.draw': {},
  'inspection.judge': { body: { conforms: true } },
  'inspection.end': {},
  'release.create': { body: { name: 'R', batches: [real['batch']] } },
  'journal.verify': { body: {} },
  'journal.export': { body: { project: real['project'], from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' } },
  'release.rebuild': {},
  'release.withdraw': { body: { reason: 'licence' } },
  'sample.create': { body: { images: 1, texts: 0 } },
  'session.end': {},
  'organisation.purge': {},
  'token.end': {},
})

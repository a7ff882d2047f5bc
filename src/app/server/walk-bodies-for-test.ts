import { newId } from '../../kernel/ids.ts'

/** What a route is sent besides its path: a body and a query that its contract accepts. */
export interface Sent { readonly body?: unknown, readonly query?: Readonly<Record<string, string>> }

const text = { en: 'text' }
const schema = { classes: [], questions: [] }
const guideline = { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] }
const steps = [{ operator: 'exact-duplicate', version: 1, parameters: {} }]
const operations = [{ op: 'remove', id: newId() }]
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
  'project.create': { body: { name: 'P', schema, guideline } },
  'project.change': { body: { version: 1, name: 'P' } },
  'schema.save': { body: { base: 1, document: schema } },
  'guideline.save': { body: { base: 1, document: guideline, material: false } },
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
  'batch.accept': {},
  'task.set-aside': { body: { state: 'parked', reason: 'test' } },
  'assignment.claim': { body: { project: real['project'], batch: real['batch'], step: 'annotate' } },
  'assignment.resume': {},
  'assignment.take-back': {},
  'assignment.give-back': { body: { state: 'released' } },
  'assignment.submit': { body: { changeId: newId(), revision: 0 } },
  'revision.save': { body: { changeId: newId(), base: 0, schemaVersion: 1, operations } },
  'draft.keep': { body: { changeId: newId(), operations } },
  'batch.plan-change': { body: { version: 1, priority: 1 } },
  'task.prioritise': { body: { tasks: [real['task']], priority: 1 } },
  'batch.hand-out': { body: { people: [real['membership']], step: 'annotate', count: 1 } },
  'batch.hand-out-by-rule': { body: { step: 'annotate' } },
  'assignment.reassign': { body: { from: real['membership'], to: null, reason: 'test' } },
  'assignment.activity': { body: { seconds: 1 } },
  'question.ask': { body: { title: 'Q', body: 'why', category: 'guideline' } },
  'question.ask-about': { body: { title: 'Q', body: 'why', category: 'guideline', park: false } },
  'question.alike': { query: { title: 'Q' } },
  'question.post': { body: { kind: 'comment', body: 'so' } },
  'question.move': { body: { state: 'closed' } },
  'review.judge': { body: { annotation: real['annotation'], revision: 0, verdict: 'accept' } },
  'inspection.draw': {},
  'inspection.judge': { body: { conforms: true } },
  'inspection.end': {},
  'release.create': { body: { name: 'R', batches: [real['batch']] } },
  'sample.create': { body: { images: 1, texts: 0 } },
  'session.end': {},
  'organisation.purge': {},
  'token.end': {},
})

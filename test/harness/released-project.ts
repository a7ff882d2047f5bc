import sharp from 'sharp'
import { importRun } from '../../src/chain/1-source/jobs.ts'
import { sourceRoutes } from '../../src/chain/1-source/routes.ts'
import { prepareRun } from '../../src/chain/2-preparation/jobs.ts'
import { preparationRoutes } from '../../src/chain/2-preparation/routes.ts'
import type { AssignmentView } from '../../src/chain/3-production/contract.ts'
import { productionRoutes } from '../../src/chain/3-production/routes.ts'
import type { WorkView } from '../../src/chain/4-annotation/contract.ts'
import { annotationRoutes } from '../../src/chain/4-annotation/routes.ts'
import { inspectionRoutes } from '../../src/chain/5-inspection/routes.ts'
import { followProduction } from '../../src/chain/5-inspection/service.ts'
import type { ReleaseView } from '../../src/chain/6-release/contract.ts'
import { releaseRun } from '../../src/chain/6-release/jobs.ts'
import { rebuildRun } from '../../src/chain/6-release/rebuild-run.ts'
import { releaseRoutes } from '../../src/chain/6-release/routes.ts'
import { followSource } from '../../src/chain/6-release/service.ts'
import { newId } from '../../src/kernel/ids.ts'
import { importFiles } from './example-project.ts'
import { startProduct, type InlineProduct, type Person } from './run-inline.ts'

const text = { en: 'text' }
const picture = (red: number): Promise<Buffer> => sharp({ create: { width: 80, height: 60, channels: 3, background: { r: red, g: 40, b: 90 } } }).png().toBuffer()
/** Where the box is drawn, in pixels, and what it is called. */
export interface Drawn { readonly x: number, readonly class: string }

/** @throws with the reply when it is no success */
export const need = async <T>(person: Person, method: 'GET' | 'POST', url: string, body?: unknown): Promise<T> => {
  const reply = await person.send(method, url, body)
  if (reply.status >= 300) throw new Error(`${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body as T
}

/** A project with three pictures in a selection, from which batches are made, worked and released. */
export interface ReleasedProject {
  readonly product: InlineProduct, readonly boss: Person, readonly annotator: Person, readonly auditor: Person, readonly requester: Person, readonly project: string
  /** A batch of the three pictures, a box on each, accepted. */
  batch(drawn: readonly Drawn[]): Promise<string>
  release(name: string, batches: readonly string[], extra?: object): Promise<ReleaseView>
  archiveOf(id: string, person?: Person): Promise<Buffer>
}

export const startReleasedProject = async (): Promise<ReleasedProject> => {
  followProduction()
  followSource()
  const product = await startProduct({ kinds: [importRun, prepareRun, releaseRun, rebuildRun], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...releaseRoutes] })
  const boss = await product.founder('Ada'), member = (role: 'executor' | 'auditor' | 'requester') => product.member(boss.organisation, [role])
  const annotator = await member('executor'), auditor = await member('auditor'), requester = await member('requester')
  const classes = [['car', 'Car', '汽车'], ['bus', 'Bus', '公交车']].map(([id, en, zh], i) => ({ id, name: { en, 'zh-Hans': zh }, colour: i + 1, kinds: ['box'], attributes: [] }))
  const project = (await need<{ id: string }>(boss, 'POST', '/api/v1/projects', {
    name: 'Streets', guideline: { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] }, schema: { questions: [], classes },
  })).id
  const { dataset, run } = await importFiles(boss, project, { 'day/a.png': await picture(10), 'day/b.png': await picture(120), 'night/c.png': await picture(240) })
  await product.engine.result(boss.organisation, run)
  const { operators } = await need<{ operators: { id: string, version: number, defaults: object }[] }>(boss, 'GET', '/api/v1/operators')
  const step = (id: string, parameters: object) => { const { version, defaults } = operators.find(o => o.id === id)!; return { operator: id, version, parameters: { ...defaults, ...parameters } } }
  // Pictures of the day are told apart, so that releases can keep them together.
  const steps = [step('image-size', { minWidth: 1, minHeight: 1 }), step('rule-facet', { facet: 'light', value: 'day', field: 'name', test: 'contains', against: 'day/' })]
  const recipe = await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/recipes`, { name: 'All', steps })
  const preparation = (await need<{ run: string }>(boss, 'POST', `/api/v1/recipes/${recipe.id}/applications`, { dataset })).run
  await product.engine.result(boss.organisation, preparation)
  const selection = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/selections`, { name: 'All', preparation, filter: { kept: true } })).id

  const annotate = async (batch: string, { x, class: label }: Drawn): Promise<void> => {
    const assignment = await need<AssignmentView>(annotator, 'POST', '/api/v1/assignments', { project, batch, step: 'annotate' }), url = `/api/v1/assignments/${assignment.id}`
    const work = await need<WorkView>(annotator, 'GET', `${url}/work`), { slot } = work.assets[0]!
    const shape = { id: newId(), kind: 'box', version: 1, class: label, question: null, slot, attributes: {}, origin: 'human', z: 0, payload: { x, y: 6, w: 20, h: 10 } }
    await need(annotator, 'POST', `${url}/revisions`, { changeId: newId(), base: 0, schemaVersion: work.schema.version, operations: [{ op: 'put', shape }] })
    await need(annotator, 'POST', `${url}/submission`, { changeId: newId(), revision: 1 })
  }
  return {
    product, boss, annotator, auditor, requester, project,
    async batch(drawn) {
      const { id } = await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'Batch', selection, open: true, review: 'none' })
      for (const one of drawn) await annotate(id, one)
      await need(boss, 'POST', `/api/v1/batches/${id}/acceptance`)
      return id
    },
    async release(name, batches, extra = {}) {
      const { release } = await need<{ release: string }>(boss, 'POST', `/api/v1/projects/${project}/releases`, { name, batches, seed: 'one', ...extra })
      await product.engine.result(boss.organisation, release)
      return need<ReleaseView>(boss, 'GET', `/api/v1/releases/${release}`)
    },
    archiveOf: async (id, person = boss) => (await person.send('GET', `/api/v1/releases/${id}/archive`)).bytes,
  }
}

import { followProduction } from '../../src/chain/5-inspection/service.ts'
import { importRun } from '../../src/chain/1-source/jobs.ts'
import { sourceRoutes } from '../../src/chain/1-source/routes.ts'
import { prepareRun } from '../../src/chain/2-preparation/jobs.ts'
import { preparationRoutes } from '../../src/chain/2-preparation/routes.ts'
import { productionRoutes } from '../../src/chain/3-production/routes.ts'
import { annotationRoutes } from '../../src/chain/4-annotation/routes.ts'
import { inspectionRoutes } from '../../src/chain/5-inspection/routes.ts'
import type { Endpoint } from '../../src/workspace/access/endpoint.ts'
import { importFiles } from './example-project.ts'
import { startProduct, type InlineProduct, type Person } from './run-inline.ts'

/** The body of a reply that is none of a refusal. @throws with the refusal */
export const need = async <T>(person: Person, method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown): Promise<T> => {
  const reply = await person.send(method, url, body)
  if (reply.status >= 300) throw new Error(`${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body as T
}

/** The product up to inspection, with an open batch of texts whose one class, `place`, is a span. */
export interface TextBatch { readonly product: InlineProduct, readonly boss: Person, readonly project: string, readonly batch: string }

/** @param settings of the batch besides its name and selection @param more routes besides those of the chain up to inspection */
export const startTextBatch = async (texts: readonly string[], settings: object = {}, more: readonly Endpoint[] = []): Promise<TextBatch> => {
  followProduction()
  const product = await startProduct({ kinds: [importRun, prepareRun], endpoints: [...sourceRoutes, ...preparationRoutes, ...productionRoutes, ...annotationRoutes, ...inspectionRoutes, ...more] })
  const boss = await product.founder('Ada'), text = { en: 'text' }
  const project = (await need<{ id: string }>(boss, 'POST', '/api/v1/projects', {
    name: 'Places', guideline: { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive', text }, { class: null, kind: 'negative', text }] },
    schema: { questions: [], classes: [{ id: 'place', name: { en: 'Place' }, colour: 1, kinds: ['span'], attributes: [] }] },
  })).id
  const { dataset, run } = await importFiles(boss, project, Object.fromEntries(texts.map((content, i) => [`${i}.txt`, Buffer.from(content)])))
  await product.engine.result(boss.organisation, run)
  const recipe = await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/recipes`, { name: 'All', steps: [{ operator: 'exact-duplicate', version: 1, parameters: {} }] })
  const preparation = (await need<{ run: string }>(boss, 'POST', `/api/v1/recipes/${recipe.id}/applications`, { dataset })).run
  await product.engine.result(boss.organisation, preparation)
  const selection = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/selections`, { name: 'All', preparation, filter: { kept: true } })).id
  const batch = (await need<{ id: string }>(boss, 'POST', `/api/v1/projects/${project}/batches`, { name: 'One', selection, open: true, ...settings })).id
  return { product, boss, project, batch }
}

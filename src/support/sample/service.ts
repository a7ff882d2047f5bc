import { pick, type Locale } from '../../kernel/messages.ts'
import type { DatasetId, ProjectId, RunId } from '../../kernel/ids.ts'
import { importEnded } from '../../chain/1-source/events.ts'
import { createDataset } from '../../chain/1-source/service.ts'
import { preparationEnded } from '../../chain/2-preparation/events.ts'
import { applyRecipe, createRecipe, listRecipes, listSelections, select, selectedAssets } from '../../chain/2-preparation/service.ts'
import { createBatch } from '../../chain/3-production/service.ts'
import type { Actor } from '../../workspace/access/model.ts'
import { actFor, demand } from '../../workspace/access/service.ts'
import type { Tx } from '../../workspace/database/connect.ts'
import type { Services } from '../../workspace/database/services.ts'
import { createProject, enterProject } from '../../workspace/project/service.ts'
import type { RunRef } from '../../workspace/runs/service.ts'
import { sampleRun } from './jobs.ts'
import { sampleGuideline } from './guideline.ts'
import { sampleSchema, sampleTexts } from './project.ts'
import './policy.ts'

const template = 'sample'
const operators = ['decodable', 'image-size', 'image-blur', 'exact-duplicate', 'near-duplicate-image', 'text-length', 'near-duplicate-text', 'personal-data', 'text-language']

/** A project with its schema and guideline, and the run that draws its files; import, preparation and batch follow by themselves. */
export const createSample = async (tx: Tx, services: Services, actor: Actor, locale: Locale, size: { images?: number, texts?: number }): Promise<{ project: ProjectId, dataset: DatasetId, run: RunId }> => {
  demand(actor, 'sample.create')
  const project = await createProject(tx, services.clock, services.plugins, actor, { name: pick(sampleTexts.name, locale), description: pick(sampleTexts.description, locale), template, schema: sampleSchema, guideline: sampleGuideline })
  const dataset = await createDataset(tx, services.clock, actor, project.id, pick(sampleTexts.dataset, locale))
  const run = await services.runs.start(tx, actor, sampleRun, { project: project.id, spec: { dataset: dataset.id, seed: project.id, images: size.images ?? 40, texts: size.texts ?? 60 }, services })
  return { project: project.id, dataset: dataset.id, run }
}

/** The sample's owner, when the run belongs to a sample project. The language is read off the project's own name. */
const ownerOf = async (tx: Tx, run: RunRef<unknown>): Promise<{ actor: Actor, project: ProjectId, locale: Locale } | null> => {
  const actor = run.project && run.author.membership ? await actFor(tx, run.author.membership) : null
  if (!actor || !run.project) return null
  const project = await enterProject(tx, actor, run.project, 'project.read')
  if (project.template !== template) return null
  return { actor, project: project.id, locale: project.name === sampleTexts.name.en ? 'en' : project.name === sampleTexts.name['zh-Hant'] ? 'zh-Hant' : 'zh-Hans' }
}

/** Imported: prepare. Prepared: select what was kept and open the first batch. */
export const followSample = (): void => {
  importEnded.follow(async ({ tx, run }) => {
    const owner = await ownerOf(tx, run)
    // Only the first import and the first preparation go on by themselves: what people do later is theirs.
    if (!owner || (await listRecipes(tx, owner.project)).length > 0) return
    const steps = operators.flatMap(id => { const o = run.services.plugins.operators.get(id); return o ? [{ operator: id, version: o.version, parameters: o.defaults as Record<string, unknown> }] : [] })
    const recipe = await createRecipe(tx, run.services, owner.actor, owner.project, { name: pick(sampleTexts.recipe, owner.locale), steps })
    await applyRecipe(tx, run.services, owner.actor, recipe.id, { dataset: run.spec.dataset as DatasetId })
  })
  preparationEnded.follow(async ({ tx, run }) => {
    const owner = await ownerOf(tx, run)
    if (!owner || (await listSelections(tx, owner.project)).length > 0) return
    const selection = await select(tx, run.services.clock, owner.actor, owner.project, { name: pick(sampleTexts.selection, owner.locale), preparation: run.id, filter: { kept: true } })
    const tasks = (await selectedAssets(tx, owner.project, selection.id)).map(a => [{ asset: a.asset as never, slot: a.modality, cluster: a.cluster }])
    await createBatch(tx, run.services, owner.actor, owner.project, { name: pick(sampleTexts.batch, owner.locale), selection: selection.id, plan: { level: 'II', aql: '4.0' }, open: true }, { tasks, left: 0 })
  })
}

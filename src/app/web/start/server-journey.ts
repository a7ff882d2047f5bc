import type { Input, Output, RouteContract } from '../../../kernel/contract.ts'
import { Refusal, type Failure } from '../../../kernel/failure.ts'
import type { Locale } from '../../../kernel/messages.ts'
import { readDataset, createDataset, startImport } from '../../../chain/1-source/contract.ts'
import type { Provenance } from '../../../chain/1-source/model.ts'
import { uploadFiles } from '../../../chain/1-source/web/upload-files.ts'
import { applyRecipe, createRecipe, createSelection, listOperators, listRecipes } from '../../../chain/2-preparation/contract.ts'
import { suggested } from '../../../chain/2-preparation/web/recipe-draft.ts'
import { claim, createBatch } from '../../../chain/3-production/contract.ts'
import type { ChosenFile } from '../../../ui/dropped-files.ts'
import { translate } from '../../../ui/i18n.tsx'
import { createProject } from '../../../workspace/project/contract.ts'
import { schemaWith, type ProjectTemplate } from '../../../workspace/project/templates/model.ts'
import { readRun } from '../../../workspace/runs/contract.ts'
import { call } from '../api.ts'
import { valueOf } from '../../../ui/server.ts'
import { startFailures } from './errors.ts'
import type { Journey } from './first-batch.ts'
import { startMessages as m } from './messages.ts'

/** What the wizard has been told. */
export interface Answers {
  readonly files: readonly ChosenFile[]
  /** Names the making of the project: repeated with the same key it makes none. */
  readonly key: string
  readonly name: string
  readonly template: ProjectTemplate
  readonly choices: readonly string[]
  /** Of the files that the project is about; null where that is not known. */
  readonly modality: string | null
  /** null where the import has begun, which was told. */
  readonly provenance: Provenance | null
  /** Without it only what cannot be decoded is dropped. */
  readonly isScreened: boolean
  /** Each task is looked at by somebody else. */
  readonly isReviewed: boolean
}

const isFailure = (value: unknown): value is Failure => typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string' && 'parameters' in value
const pause = (millis: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, millis) })

/** The steps of the way, asked of the server for these answers. @param signal ends the watching; what runs on the server goes on */
export const serverJourney = (answers: Answers, locale: Locale, signal: AbortSignal): Journey => {
  /** @param key of a step that must not be done twice, though its reply may have been lost with the page */
  const ask = async <R extends RouteContract>(route: R, input: Input<R>, key?: string): Promise<Output<R>> => valueOf(await call(route, input, { signal, ...(key && { idempotencyKey: `start:${key}` }) }))
  const watchRun = async (run: string, watch: (share: number) => void): Promise<void> => {
    for (;;) {
      const { state, share, failure } = await ask(readRun, { params: { run } })
      watch(share)
      if (state === 'done') return
      if (state === 'failed' || state === 'cancelled') throw new Refusal(isFailure(failure) ? failure : startFailures.runEnded({ state }))
      await pause(600)
    }
  }
  return {
    createProject: async () => (await ask(createProject, { body: { name: answers.name, template: answers.template.id, schema: schemaWith(answers.template, answers.choices, locale), guideline: answers.template.guideline } }, answers.key)).id,
    createDataset: async project => (await ask(createDataset, { params: { project }, body: { name: translate(locale, m.firstDataset) } }, `${project}:dataset`)).id,
    async upload(dataset, watch) {
      const { failed } = await uploadFiles(dataset, answers.files, { signal, onProgress: p => watch(p.totalBytes === 0 ? 1 : p.bytes / p.totalBytes) })
      const first = failed[0]
      if (first) throw new Refusal(startFailures.notAllSent({ n: failed.length }, { file: first.file.path }, [first.failure]))
    },
    async startImport(dataset) {
      if (answers.provenance === null) throw new Error('an import that has not begun was not told where its files come from')
      return (await ask(startImport, { params: { dataset }, body: { provenance: answers.provenance } }, `${dataset}:import`)).run
    },
    async watchImport(run, dataset, watch) {
      await watchRun(run, watch)
      if ((await ask(readDataset, { params: { dataset } })).assets === 0) throw new Refusal(startFailures.nothingImported())
    },
    async startScreening(project, dataset) {
      const { operators } = await ask(listOperators, {}), { modalities } = await ask(readDataset, { params: { dataset } })
      const all = suggested(operators, Object.keys(modalities)), steps = answers.isScreened ? all : all.filter(s => s.operator === 'decodable')
      const made = (await ask(listRecipes, { params: { project } })).recipes[0]
      const recipe = made ?? await ask(createRecipe, { params: { project }, body: { name: translate(locale, m.firstRecipe), steps } })
      return (await ask(applyRecipe, { params: { recipe: recipe.id }, body: { dataset } }, `${project}:screening`)).run
    },
    watchScreening: watchRun,
    select: async (project, preparation) => (await ask(createSelection, { params: { project }, body: { name: translate(locale, m.firstSelection), preparation, filter: { kept: true, ...(answers.modality && { modality: answers.modality }) } } }, `${project}:selection`)).id,
    openBatch: async (project, selection) => (await ask(createBatch, { params: { project }, body: { name: translate(locale, m.firstBatch), selection, review: answers.isReviewed ? 'all' : 'none', open: true } }, `${project}:batch`)).id,
    async claim(project, batch) {
      const result = await call(claim, { body: { project, batch, step: 'annotate' } }, { signal })
      if (!result.ok && result.failure.status === 403) return null
      return valueOf(result).id
    },
  }
}

import { Type, type Static } from 'typebox'
import type { DatasetId } from '../../kernel/ids.ts'
import { rememberUploads, startImport } from '../../chain/1-source/service.ts'
import { actFor } from '../../workspace/access/service.ts'
import { defineRun } from '../../workspace/runs/service.ts'

const SampleSpec = Type.Object({ dataset: Type.String(), seed: Type.String(), images: Type.Integer(), texts: Type.Integer() }, { additionalProperties: false })
type Drawn = { name: string, sha256: string, size: number }
const filesPerShard = 12

/** Draws the files and hands them to an import, which everything else follows. */
export const sampleRun = defineRun({
  id: 'sample.make',
  version: 1,
  title: { 'zh-Hans': '画示例数据', 'zh-Hant': '畫示例數據', en: 'Draw the sample' },
  spec: SampleSpec,
  maxDead: 0,
  keeps: { 'zh-Hans': '已经画好的文件留在数据集里，等待导入。', 'zh-Hant': '已經畫好的文件留在數據集裡，等待導入。', en: 'Files already drawn stay in the dataset, waiting to be imported.' },
  stages: [{
    name: 'draw',
    title: { 'zh-Hans': '画图写文', 'zh-Hant': '畫圖寫文', en: 'Draw and write' },
    plan: async (_tx, { spec }) => Array.from({ length: Math.ceil((spec.images + spec.texts) / filesPerShard) }, (_, i) => i * filesPerShard),
    async work({ spec, services, organisation }, from) {
      // Loaded where it is carried out: the server knows the run too, and draws nothing.
      const { sampleFiles } = await import('./make.ts'), files: Drawn[] = []
      for await (const { file, bytes } of sampleFiles(spec, Number(from), Number(from) + filesPerShard)) files.push({ name: file, ...(await services.blobs.put(organisation, bytes)) })
      return { output: files, items: files.length }
    },
    async commit(tx, run, _from, output) {
      await rememberUploads(tx, run, (run.spec as Static<typeof SampleSpec>).dataset as DatasetId, output as unknown as Drawn[])
    },
  }],
  async finish(tx, run) {
    const actor = run.author.membership && (await actFor(tx, run.author.membership))
    if (!actor) return { import: null }
    const id = await startImport(tx, run.services, actor, run.spec.dataset as DatasetId, { provenance: { kind: 'self_collected', record: `Drawn and written by Feedstock itself, seed ${run.spec.seed}` } })
    return { import: id }
  },
})

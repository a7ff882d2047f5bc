import { Type } from 'typebox'
import { defineRoute } from '../../kernel/contract.ts'
import { Uuid } from '../../workspace/access/contract.ts'

export const createSampleProject = defineRoute({
  id: 'sample.create', method: 'POST', path: '/api/v1/sample', summary: 'Open a sample project: files are drawn, imported, prepared and cut into a batch', guard: { permission: 'sample.create' }, status: 202,
  body: Type.Object({ images: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })), texts: Type.Optional(Type.Integer({ minimum: 0, maximum: 5000 })) }, { additionalProperties: false }),
  ok: Type.Object({ project: Uuid, dataset: Uuid, run: Uuid }),
})

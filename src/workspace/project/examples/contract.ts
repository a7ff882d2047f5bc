import { Type, type Static } from 'typebox'
import { defineRoute } from '../../../kernel/contract.ts'
import { Sha256, Uuid } from '../../access/contract.ts'

const InProject = Type.Object({ project: Uuid })
export const PictureView = Type.Object({ picture: Sha256, mediaType: Type.String(), size: Type.Integer() })
export type PictureView = Static<typeof PictureView>
export const storePicture = defineRoute({
  id: 'guideline.store-picture', method: 'PUT', path: '/api/v1/projects/:project/guideline/pictures', summary: 'Upload a picture for examples of the guideline, as application/octet-stream: PNG, JPEG or WebP of at most 4 MiB', guard: { permission: 'guideline.change' },
  status: 201, repeatable: true, params: InProject, body: 'stream', ok: PictureView,
})
export const readPicture = defineRoute({
  id: 'guideline.picture', method: 'GET', path: '/api/v1/projects/:project/guideline/pictures/:picture', summary: 'A picture of an example', guard: { permission: 'project.read' }, params: Type.Object({ project: Uuid, picture: Sha256 }),
  query: Type.Object({ organisation: Type.Optional(Type.String({ format: 'uuid', description: 'Of an address that a browser opens by itself' })) }, { additionalProperties: false }), ok: 'stream',
})

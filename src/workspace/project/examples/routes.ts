import { Readable } from 'node:stream'
import { refuse } from '../../../kernel/failure.ts'
import type { ProjectId } from '../../../kernel/ids.ts'
import { onBytes, type Endpoint } from '../../access/endpoint.ts'
import { scopeOf } from '../../access/service.ts'
import { inScope } from '../../database/connect.ts'
import { projectFailures } from '../errors.ts'
import { enterProject } from '../service.ts'
import * as contract from './contract.ts'
import { findPicture, storePicture } from './service.ts'

/** The shell parses JSON and plain text before a handler sees them. */
const bytesOf = (body: unknown): Readable => (body instanceof Readable ? body : refuse(projectFailures.pictureKind()))

export const exampleRoutes: readonly Endpoint[] = [
  onBytes(contract.storePicture)(async ({ services, actor, input, body }) => {
    const project = input.params.project as ProjectId
    const { sha256, media_type, size } = await storePicture(services, actor, project, bytesOf(body), tx => enterProject(tx, actor, project, 'guideline.change'))
    return { picture: sha256, mediaType: media_type, size }
  }),
  onBytes(contract.readPicture)(async ({ services, actor, input }) => {
    const project = input.params.project as ProjectId
    const { sha256, media_type, size } = await inScope(services.db, scopeOf(actor), async tx => {
      await enterProject(tx, actor, project, 'project.read')
      return findPicture(tx, project, input.params.picture)
    })
    return { bytes: await services.blobs.open(actor.organisation, sha256), mediaType: media_type, size, etag: sha256 }
  }),
]

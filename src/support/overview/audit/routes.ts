import type { ProjectId } from '../../../kernel/ids.ts'
import { on, onBytes, type Endpoint } from '../../../workspace/access/endpoint.ts'
import { demand } from '../../../workspace/access/service.ts'
import { inScope } from '../../../workspace/database/connect.ts'
import * as contract from './contract.ts'
import * as audit from './service.ts'

const placeOf = (project: string | undefined): { project: ProjectId | null } => ({ project: (project ?? null) as ProjectId | null })

export const auditRoutes: readonly Endpoint[] = [
  on(contract.readChain)(async ({ tx, actor, services, input }) => {
    demand(actor, 'journal.read', placeOf(input.query.project))
    return audit.chainOf(tx, services)
  }),
  on(contract.readCheckpoint)(async ({ tx, actor, input }) => {
    demand(actor, 'journal.read', placeOf(input.query.project))
    return audit.checkpointOf(tx)
  }),
  on(contract.verifyJournal)(async ({ tx, actor, services, input }) => ({ run: await audit.startVerifying(tx, services, actor, input.body.checkpoint ?? null) })),
  on(contract.exportJournal)(async ({ tx, actor, services, input }) => ({ run: await audit.startExport(tx, services, actor, { project: input.body.project ?? null, from: input.body.from, to: input.body.to }) })),
  on(contract.listExports)(async ({ tx, actor, input }) => {
    const { project } = placeOf(input.query.project)
    demand(actor, 'journal.read', { project })
    return { exports: await audit.exportsOf(tx, project) }
  }),
  onBytes(contract.readExport)(async ({ services, actor, input }) => {
    const { organisation, archive } = await inScope(services.db, { organisation: actor.organisation }, tx => audit.openExport(tx, services, actor, input.params.run))
    return { bytes: await services.blobs.open(organisation, archive.sha256), mediaType: 'application/zip', size: archive.size, etag: archive.sha256, fileName: `journal-${input.params.run.slice(0, 8)}.zip` }
  }),
]

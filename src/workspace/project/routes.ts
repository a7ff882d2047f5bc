import { refuse } from '../../kernel/failure.ts'
import type { MembershipId, ProjectId } from '../../kernel/ids.ts'
import { on, type Endpoint } from '../access/endpoint.ts'
import { accessFailures } from '../access/errors.ts'
import type { Actor, Role } from '../access/model.ts'
import type { Tx } from '../database/connect.ts'
import { acknowledge, readingOf, type Reading } from './acknowledgement.ts'
import * as contract from './contract.ts'
import { migrateSchema, planMigration, undoMigration, type Planned } from './migration/service.ts'
import * as rows from './repository.ts'
import { exampleRoutes } from './examples/routes.ts'
import { partyRoutes } from './parties/routes.ts'
import * as projects from './service.ts'

const view = (p: rows.StoredProject, actor: Actor): contract.ProjectView => ({
  id: p.id, name: p.name, description: p.description, template: p.template, dutyScope: p.duty_scope, version: p.version, createdAt: p.created_at.toISOString(),
  schemaVersion: p.schema_version, guidelineVersion: p.guideline_version, roles: [...new Set([...actor.roles, ...(actor.projectRoles.get(p.id) ?? [])])],
})
const dated = <T extends { created_at: Date }>(row: T | undefined): Omit<T, 'created_at'> & { createdAt: string } => {
  if (!row) return refuse(accessFailures.notFound())
  const { created_at, ...rest } = row
  return { ...rest, createdAt: created_at.toISOString() }
}
/** A version of the guideline as the caller may see it. */
const seenGuideline = async (tx: Tx, actor: Actor, id: ProjectId, version?: number): Promise<contract.GuidelineView> => {
  const { document, ...facts } = dated(await rows.findGuideline(tx, id, version))
  return { ...facts, ...(await projects.guidelineFor(tx, actor, id, document)) }
}
const plannedView = ({ version, document, effects }: Planned): contract.PlannedView => ({ version, document, effects: [...effects] })
const readingView = ({ at, ...reading }: Reading): contract.ReadingView => ({ ...reading, at: at?.toISOString() ?? null })

export const projectRoutes: readonly Endpoint[] = [
  ...partyRoutes,
  ...exampleRoutes,
  on(contract.listProjects)(async ({ tx, actor }) => ({ projects: (await projects.listProjects(tx, actor)).map(p => view(p, actor)) })),
  on(contract.createProject)(async ({ tx, actor, input, services }) => view(await projects.createProject(tx, services.clock, services.plugins, actor, input.body), actor)),
  on(contract.readProject)(async ({ tx, actor, input }) => view(await projects.enterProject(tx, actor, input.params.project as ProjectId, 'project.read'), actor)),
  on(contract.changeProject)(async ({ tx, actor, input, services }) => view(await projects.changeProject(tx, services.clock, actor, input.params.project as ProjectId, input.body), actor)),
  on(contract.listShapes)(async ({ services }) => ({ shapes: [...services.plugins.shapes.values()].map(({ id, title, space }) => ({ id, title, space })) })),
  on(contract.readSchema)(async ({ tx, actor, input }) => {
    const { id } = await projects.enterProject(tx, actor, input.params.project as ProjectId, 'project.read')
    return dated(await rows.findSchema(tx, id, input.query.version))
  }),
  on(contract.saveSchema)(async ({ tx, actor, input, services }) => {
    const id = input.params.project as ProjectId
    await projects.saveSchema(tx, services.clock, services.plugins, actor, id, input.body.base, input.body.document)
    return dated(await rows.findSchema(tx, id))
  }),
  on(contract.previewMigration)(async ({ tx, actor, input, services }) => plannedView(await planMigration(tx, services, actor, input.params.project as ProjectId, input.body.base, input.body.steps))),
  on(contract.migrateSchema)(async ({ tx, actor, input, services }) => plannedView(await migrateSchema(tx, services, actor, input.params.project as ProjectId, input.body.base, input.body.steps))),
  on(contract.undoMigration)(async ({ tx, actor, input, services }) => {
    const id = input.params.project as ProjectId
    await undoMigration(tx, services, actor, id, input.body.base)
    return dated(await rows.findSchema(tx, id))
  }),
  on(contract.listSchemaReviews)(async ({ tx, actor, input }) => {
    const { id } = await projects.enterProject(tx, actor, input.params.project as ProjectId, 'schema.change')
    return { reviews: (await rows.openReviews(tx, id, 1000)).map(({ created_at, ...review }) => ({ ...review, createdAt: created_at.toISOString() })) }
  }),
  on(contract.readGuideline)(async ({ tx, actor, input }) => {
    const { id } = await projects.enterProject(tx, actor, input.params.project as ProjectId, 'project.read')
    return seenGuideline(tx, actor, id, input.query.version)
  }),
  on(contract.saveGuideline)(async ({ tx, actor, input, services }) => {
    const id = input.params.project as ProjectId
    await projects.saveGuideline(tx, services.clock, actor, id, input.body.base, input.body.document, input.body.material)
    return seenGuideline(tx, actor, id)
  }),
  on(contract.readReading)(async ({ tx, actor, input }) => {
    const { id } = await projects.enterProject(tx, actor, input.params.project as ProjectId, 'guideline.acknowledge')
    return readingView(await readingOf(tx, id, actor.membership))
  }),
  on(contract.acknowledge)(async ({ tx, actor, input, services }) => {
    const { id } = await projects.enterProject(tx, actor, input.params.project as ProjectId, 'guideline.acknowledge')
    return readingView(await acknowledge(tx, services.clock, actor, id, input.body.version))
  }),
  on(contract.listAcknowledgements)(async ({ tx, actor, input }) => {
    const { id } = await projects.enterProject(tx, actor, input.params.project as ProjectId, 'acknowledgement.read')
    return { ...(await rows.guidelineHeads(tx, id)), acknowledgements: (await rows.acknowledgements(tx, id)).map(a => ({ ...a, at: a.at.toISOString() })) }
  }),
  on(contract.listMembers)(async ({ tx, actor, input }) => {
    const { id } = await projects.enterProject(tx, actor, input.params.project as ProjectId, 'person.list')
    return { members: await rows.listMembers(tx, id) }
  }),
  on(contract.setMember)(async ({ tx, actor, input, services }) => {
    await projects.setMember(tx, services, actor, input.params.project as ProjectId, input.params.membership as MembershipId, input.body.roles as Role[])
    return {}
  }),
]

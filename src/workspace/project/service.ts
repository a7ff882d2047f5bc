import type { Clock } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/failure.ts'
import { newId, type MembershipId, type ProjectId } from '../../kernel/ids.ts'
import type { LabelSchemaDocument } from '../../sockets/label-schema.ts'
import type { Plugins } from '../../sockets/registry.ts'
import { accessFailures } from '../access/errors.ts'
import { can, type Actor, type Role } from '../access/model.ts'
import { addProjectMember, demand, findMembership } from '../access/service.ts'
import type { Tx } from '../database/connect.ts'
import type { Services } from '../database/services.ts'
import { record } from '../journal/service.ts'
import { noteRead } from './acknowledgement.ts'
import { projectFailures } from './errors.ts'
import { demandExamples } from './examples/service.ts'
import { personLeftProject } from './events.ts'
import { revived, schemaLoss, schemaProblem, type DutyScope, type GuidelineDocument } from './model.ts'
import * as rows from './repository.ts'
import './policy.ts'

/** The project, if the actor may do `permission` there. Existence is secret to outsiders: they get 404, not 403. */
export const enterProject = async (tx: Tx, actor: Actor, id: ProjectId, permission: string): Promise<rows.StoredProject> => {
  const project = await rows.findProject(tx, id)
  if (!project || !can(actor, 'project.read', { project: id })) return refuse(projectFailures.unknown())
  demand(actor, permission, { project: id })
  return project
}

export const listProjects = async (tx: Tx, actor: Actor): Promise<rows.StoredProject[]> =>
  (await rows.listProjects(tx)).filter(p => can(actor, 'project.read', { project: p.id }))

export const soundSchema = (plugins: Plugins, document: LabelSchemaDocument): void => {
  const problem = schemaProblem(document, new Set([...plugins.shapes.values()].filter(shape => shape.space !== 'relation').map(shape => shape.id)))
  if (problem) refuse(projectFailures.schemaBroken({ ...problem }, { field: `document.${problem.field}` }))
}
/** Ids that were saved stay for ever; retiring them is a migration. */
const nothingLost = (base: LabelSchemaDocument, next: LabelSchemaDocument): void => {
  const loss = schemaLoss(base, next)
  if (!loss) return
  const field = `document.${loss.field}`, fail = loss.reason === 'vanished' ? projectFailures.idVanished : projectFailures.kindChanged
  refuse(fail({ what: loss.what, id: loss.id, field }, { field }))
}
const withoutRetired = (document: LabelSchemaDocument): LabelSchemaDocument => { const { retired: _, ...rest } = document; return rest }
const soundGuideline = (document: GuidelineDocument): void => {
  const kinds = new Set(document.rules.map(r => r.kind))
  if (!kinds.has('positive') || !kinds.has('negative')) refuse(projectFailures.noExamples({}, { field: 'document.rules' }))
}

export interface NewProject { name: string, description?: string, template?: string, dutyScope?: DutyScope, schema: LabelSchemaDocument, guideline: GuidelineDocument }
export const createProject = async (tx: Tx, clock: Clock, plugins: Plugins, actor: Actor, input: NewProject): Promise<rows.StoredProject> => {
  demand(actor, 'project.create')
  soundSchema(plugins, input.schema)
  soundGuideline(input.guideline)
  const id = newId<ProjectId>(), now = clock.now(), { organisation } = actor
  await rows.insertProject(tx, { id, organisation, name: input.name, description: input.description ?? '', template: input.template ?? null, dutyScope: input.dutyScope ?? 'task', now })
  await rows.insertSchema(tx, { organisation, project: id, version: 1, document: withoutRetired(input.schema), by: actor.membership, now })
  await demandExamples(tx, id, input.guideline, null)
  await rows.insertGuideline(tx, { organisation, project: id, version: 1, document: input.guideline, material: true, by: actor.membership, now })
  await record(tx, actor, now, { verb: 'project.created', kind: 'project', object: id, project: id, content: input })
  await noteRead(tx, clock, actor, id, 1)
  return (await rows.findProject(tx, id))!
}

export const changeProject = async (tx: Tx, clock: Clock, actor: Actor, id: ProjectId, change: { version: number, name?: string, description?: string, dutyScope?: DutyScope }): Promise<rows.StoredProject> => {
  const project = await enterProject(tx, actor, id, 'project.change')
  const { version, dutyScope, ...texts } = change
  if (!(await rows.updateProject(tx, id, version, { ...texts, ...(dutyScope && { duty_scope: dutyScope }) }))) refuse(projectFailures.changedMeanwhile({ current: project.version }))
  await record(tx, actor, clock.now(), { verb: 'project.changed', kind: 'project', object: id, project: id, content: change })
  return (await rows.findProject(tx, id))!
}

export const saveSchema = async (tx: Tx, clock: Clock, plugins: Plugins, actor: Actor, id: ProjectId, base: number, written: LabelSchemaDocument): Promise<void> => {
  const project = await enterProject(tx, actor, id, 'schema.change')
  soundSchema(plugins, written)
  if (base !== project.schema_version) refuse(projectFailures.changedMeanwhile({ current: project.schema_version }))
  const before = (await rows.findSchema(tx, id, base))!.document
  nothingLost(before, written)
  // What is retired is said by migrations alone; whoever edits a version takes it over as it stands.
  const document = before.retired ? { ...written, retired: before.retired } : withoutRetired(written), taken = revived(document)
  if (taken) refuse(projectFailures.idRetired({ id: taken.id, field: taken.field }, { field: `document.${taken.field}` }))
  const now = clock.now(), version = base + 1
  if (!(await rows.insertSchema(tx, { organisation: actor.organisation, project: id, version, document, by: actor.membership, now }))) refuse(projectFailures.changedMeanwhile({ current: project.schema_version }))
  await record(tx, actor, now, { verb: 'schema.saved', kind: 'label-schema', object: `${id}@${version}`, project: id, content: document })
}

export const saveGuideline = async (tx: Tx, clock: Clock, actor: Actor, id: ProjectId, base: number, document: GuidelineDocument, material: boolean): Promise<void> => {
  const project = await enterProject(tx, actor, id, 'guideline.change')
  soundGuideline(document)
  await demandExamples(tx, id, document, (await rows.findGuideline(tx, id, base))?.document ?? null)
  const now = clock.now(), version = base + 1
  if (base !== project.guideline_version || !(await rows.insertGuideline(tx, { organisation: actor.organisation, project: id, version, document, material, by: actor.membership, now }))) refuse(projectFailures.changedMeanwhile({ current: project.guideline_version }))
  await record(tx, actor, now, { verb: 'guideline.published', kind: 'guideline', object: `${id}@${version}`, project: id, content: document, detail: { material } })
  await noteRead(tx, clock, actor, id, version)
}

export const setMember = async (tx: Tx, services: Services, actor: Actor, project: ProjectId, membership: MembershipId, roles: readonly Role[]): Promise<void> => {
  await enterProject(tx, actor, project, 'member.change')
  // Nobody gives what they do not hold: only an administrator makes administrators.
  if (roles.includes('administrator') && !actor.roles.includes('administrator')) refuse(accessFailures.denied({ permission: 'person.change' }))
  const member = await findMembership(tx, { id: membership })
  // Guests are sent and called back by their own organisation.
  if (!member || member.guest) return refuse(accessFailures.notFound())
  if (roles.length === 0) {
    await rows.removeMember(tx, project, membership)
    await personLeftProject.emit({ tx, services, author: actor, membership, project })
  }
  else await addProjectMember(tx, { organisation: actor.organisation, project, membership, roles })
  await record(tx, actor, services.clock.now(), { verb: 'member.changed', kind: 'membership', object: membership, project, detail: { roles: [...roles] } })
}

export { closeReviews, findGuideline, findSchema, nextNumber, queueReviews, type QueuedReview, type StoredProject } from './repository.ts'
export { guidelineFor } from './examples/service.ts'
export { acknowledgedVersion, demandAcknowledged } from './acknowledgement.ts'

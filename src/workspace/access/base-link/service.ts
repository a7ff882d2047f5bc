import { refuse } from '../../../kernel/failure.ts'
import { newId } from '../../../kernel/ids.ts'
import { sha256 } from '../../blobs/service.ts'
import { enterScope, type Tx } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { record } from '../../journal/service.ts'
import { accessFailures } from '../errors.ts'
import type { Actor } from '../model.ts'
import { findOrganisation } from '../repository.ts'
import { newSecret } from '../secrets.ts'
import { demand } from '../service.ts'
import type { BaseLinkView, MemberFigures } from './contract.ts'
import * as rows from './repository.ts'

const linkLife = 30 * 86_400_000

const viewOf = (link: rows.StoredLink, reader: Actor): BaseLinkView => ({
  id: link.id, as: link.base === reader.organisation ? 'base' : 'member', base: link.baseName, member: link.memberName, state: link.state,
  createdAt: link.createdAt.toISOString(), expiresAt: link.expiresAt.toISOString(), acceptedAt: link.acceptedAt?.toISOString() ?? null, endedAt: link.endedAt?.toISOString() ?? null,
})
const ownScope = (actor: Actor) => ({ organisation: actor.organisation, account: actor.account })

export const listLinks = async (tx: Tx, actor: Actor): Promise<BaseLinkView[]> => {
  demand(actor, 'base.read')
  return (await rows.listLinks(tx)).map(link => viewOf(link, actor))
}

export const createLink = async (tx: Tx, services: Services, actor: Actor): Promise<{ id: string, secret: string, expiresAt: string }> => {
  demand(actor, 'base.manage')
  const { secret, hash } = newSecret('base'), id = newId(), now = services.clock.now(), expires = new Date(now.getTime() + linkLife)
  await rows.insertLink(tx, { id, base: actor.organisation, baseName: (await findOrganisation(tx, actor.organisation))!.name, hash, now, expires })
  await record(tx, actor, now, { verb: 'base.invited', kind: 'base-link', object: id })
  return { id, secret, expiresAt: expires.toISOString() }
}

/** The open invitation behind a secret. Leaves the scope with the reader's organisation. */
const openLink = async (tx: Tx, services: Services, actor: Actor, secret: string): Promise<rows.StoredLink> => {
  demand(actor, 'base.manage')
  const hash = sha256(secret)
  await enterScope(tx, { ...ownScope(actor), secret: hash })
  const link = await rows.findLink(tx, { hash })
  await enterScope(tx, ownScope(actor))
  if (!link) return refuse(accessFailures.baseLinkUnknown({}, { field: 'secret' }))
  if (link.state !== 'invited') return refuse(accessFailures.baseLinkUsed())
  if (link.expiresAt <= services.clock.now()) return refuse(accessFailures.baseLinkExpired())
  if (link.base === actor.organisation) return refuse(accessFailures.baseOfItself())
  return link
}

export const readLink = async (tx: Tx, services: Services, actor: Actor, secret: string): Promise<{ base: string, expiresAt: string }> => {
  const link = await openLink(tx, services, actor, secret)
  return { base: link.baseName, expiresAt: link.expiresAt.toISOString() }
}

/** Both journals hold it. The row is the base's, so it is written in the base's scope and by nothing but this change. */
export const acceptLink = async (tx: Tx, services: Services, actor: Actor, secret: string): Promise<BaseLinkView> => {
  const link = await openLink(tx, services, actor, secret), now = services.clock.now(), { name } = (await findOrganisation(tx, actor.organisation))!
  if ((await rows.listLinks(tx)).some(other => other.base === link.base && other.state === 'active')) refuse(accessFailures.baseLinkTwice())
  await record(tx, actor, now, { verb: 'base.joined', kind: 'base-link', object: link.id })
  await enterScope(tx, { organisation: link.base })
  if (!(await rows.activateLink(tx, link.id, { id: actor.organisation, name }, now))) refuse(accessFailures.baseLinkUsed())
  await record(tx, { organisation: link.base, account: null, membership: null, roles: [], request: actor.request }, now, { verb: 'base.joined', kind: 'base-link', object: link.id })
  await enterScope(tx, ownScope(actor))
  return viewOf((await rows.findLink(tx, { id: link.id }))!, actor)
}

export const endLink = async (tx: Tx, services: Services, actor: Actor, id: string): Promise<void> => {
  demand(actor, 'base.manage')
  const link = await rows.findLink(tx, { id }), now = services.clock.now()
  if (!link) return refuse(accessFailures.notFound())
  await record(tx, actor, now, { verb: 'base.ended', kind: 'base-link', object: id })
  await enterScope(tx, { organisation: link.base })
  if (!(await rows.endLink(tx, id, now))) refuse(accessFailures.baseLinkUsed())
  const other = link.base === actor.organisation ? link.member : link.base
  if (other) {
    await enterScope(tx, { organisation: other })
    await record(tx, { organisation: other, account: null, membership: null, roles: [], request: actor.request }, now, { verb: 'base.ended', kind: 'base-link', object: id })
  }
  await enterScope(tx, ownScope(actor))
}

type Figures = Omit<MemberFigures, 'link' | 'member'>
const none: Figures = { people: 0, projects: 0, tasksApproved: 0, itemsReleased: 0, bytesHeld: 0 }
/** Counts of the members that are linked now; nothing else of theirs can be read from here. */
export const readFigures = async (tx: Tx, actor: Actor): Promise<{ members: MemberFigures[], total: Figures }> => {
  demand(actor, 'base.read')
  const names = new Map((await rows.listLinks(tx)).map(link => [link.id, link.memberName ?? '']))
  const members = (await rows.readFigures(tx)).map(f => ({
    link: f.link, member: names.get(f.link) ?? '', people: f.people, projects: f.projects, tasksApproved: f.tasks_approved, itemsReleased: f.items_released, bytesHeld: f.bytes_held,
  }))
  const total = members.reduce((sum, m) => ({
    people: sum.people + m.people, projects: sum.projects + m.projects, tasksApproved: sum.tasksApproved + m.tasksApproved, itemsReleased: sum.itemsReleased + m.itemsReleased, bytesHeld: sum.bytesHeld + m.bytesHeld,
  }), none)
  return { members, total }
}

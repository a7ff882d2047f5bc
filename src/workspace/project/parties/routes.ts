import type { MembershipId, PartyId, ProjectId } from '../../../kernel/ids.ts'
import { on, type Endpoint } from '../../access/endpoint.ts'
import type { Role } from '../../access/model.ts'
import type { Tx } from '../../database/connect.ts'
import * as contract from './contract.ts'
import * as rows from './repository.ts'
import * as parties from './service.ts'

const instant = (date: Date | null): string | null => date?.toISOString() ?? null
const partyView = async (tx: Tx, p: rows.StoredParty, now: Date): Promise<contract.PartyView> => ({
  id: p.id, project: p.project, kind: p.kind, name: p.name, state: p.state, steps: p.steps, batches: p.batches, hidden: p.hidden, guest: p.guest ? { id: p.guest, name: p.guest_name ?? p.name } : null, admittedBy: p.admitted_by,
  startsAt: p.starts_at.toISOString(), endsAt: instant(p.ends_at), inForce: parties.inForce(p, now), people: (await rows.peopleOfParty(tx, p.id)).length, version: p.version, createdAt: p.created_at.toISOString(), acceptedAt: instant(p.accepted_at), endedAt: instant(p.ended_at),
})
const engagementView = ({ party: p, owner, project, people, subcontractors }: parties.Engagement, now: Date): contract.EngagementView => ({
  id: p.id, owner: { id: p.organisation, name: owner }, project: { id: p.project, name: project }, kind: p.kind, state: p.state, steps: p.steps, batches: p.batches, hidden: p.hidden, startsAt: p.starts_at.toISOString(), endsAt: instant(p.ends_at), inForce: parties.inForce(p, now),
  people: people.map(({ own, account, name, roles }) => ({ membership: own, account, name, roles })), subcontractors: subcontractors.map(({ id, name, state, steps }) => ({ id, name, state, steps })),
})
const date = (text: string | null | undefined): Date | null => (text ? new Date(text) : null)

export const partyRoutes: readonly Endpoint[] = [
  on(contract.listParties)(async ({ tx, actor, input, services }) => {
    const found = await parties.listParties(tx, actor, input.params.project as ProjectId), views: contract.PartyView[] = []
    for (const party of found) views.push(await partyView(tx, party, services.clock.now()))
    return { parties: views }
  }),
  on(contract.inviteParty)(async ({ tx, actor, input: { params, body }, services }) => {
    const made = await parties.inviteParty(tx, services, actor, params.project as ProjectId, { kind: body.kind, name: body.name, steps: body.steps, batches: body.batches ?? null, hidden: body.hidden ?? [], endsAt: date(body.endsAt), ...(body.startsAt && { startsAt: new Date(body.startsAt) }) })
    return { party: await partyView(tx, made.party, services.clock.now()), secret: made.secret }
  }),
  on(contract.changeParty)(async ({ tx, actor, input: { params, body }, services }) => {
    const { endsAt, ...change } = body
    return partyView(tx, await parties.changeParty(tx, services, actor, params.party as PartyId, { ...change, ...(endsAt !== undefined && { endsAt: date(endsAt) }) }), services.clock.now())
  }),
  on(contract.consentParty)(async ({ tx, actor, input, services }) => partyView(tx, await parties.consent(tx, services, actor, input.params.party as PartyId, input.body.consent), services.clock.now())),
  on(contract.endParty)(async ({ tx, actor, input, services }) => partyView(tx, await parties.endParty(tx, services, actor, input.params.party as PartyId), services.clock.now())),
  on(contract.readOffer)(async ({ tx, input }) => {
    const { party: p, owner, project } = await parties.offerOf(tx, input.body.secret)
    return { owner, project, kind: p.kind, name: p.name, steps: p.steps, hidden: p.hidden, batches: p.batches?.length ?? null, startsAt: p.starts_at.toISOString(), endsAt: instant(p.ends_at), state: p.state }
  }),
  on(contract.enterAsParty)(async ({ tx, actor, input, services }) => engagementView(await parties.engagementOf(tx, actor, await parties.enter(tx, services, actor, input.body.secret)), services.clock.now())),
  on(contract.listEngagements)(async ({ tx, actor, services }) => ({ engagements: (await parties.listEngagements(tx, actor)).map(e => engagementView(e, services.clock.now())) })),
  on(contract.sendPerson)(async ({ tx, actor, input, services }) => {
    await parties.sendPerson(tx, services, actor, input.params.engagement as PartyId, input.params.membership as MembershipId, input.body.roles as Role[])
    return {}
  }),
  on(contract.subcontract)(async ({ tx, actor, input: { params, body }, services }) => {
    const made = await parties.subcontract(tx, services, actor, params.engagement as PartyId, { name: body.name, steps: body.steps, batches: body.batches ?? null, hidden: body.hidden ?? [], endsAt: date(body.endsAt) })
    return { party: made.id, secret: made.secret }
  }),
  on(contract.leaveEngagement)(async ({ tx, actor, input, services }) => { await parties.leave(tx, services, actor, input.params.engagement as PartyId); return {} }),
]

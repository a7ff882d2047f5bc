import { randomBytes } from 'node:crypto'
import { refuse } from '../../kernel/failure.ts'
import type { MembershipId, ProjectId } from '../../kernel/ids.ts'
import { enterScope, inScope, type Tx } from '../database/connect.ts'
import { readJournal, recordForInstallation, type JournalEntry } from '../journal/service.ts'
import { sameDigest, sha256 } from '../blobs/service.ts'
import { baseLinkRoutes } from './base-link/routes.ts'
import * as contract from './contract.ts'
import { inSteps, on, type Endpoint } from './endpoint.ts'
import { accessFailures } from './errors.ts'
import { erasureRoutes } from './erasure/routes.ts'
import { externalLoginRoutes } from './external-login/routes.ts'
import { invitationRoutes } from './invitation/routes.ts'
import type { Actor, Role } from './model.ts'
import * as rows from './repository.ts'
import { factorsHere } from './second-factor/repository.ts'
import { secondFactorRoutes } from './second-factor/routes.ts'
import { admit } from './second-factor/service.ts'
import * as access from './service.ts'
import { serviceAccountRoutes } from './service-account/routes.ts'
import { sessionRoutes } from './session/routes.ts'
import { checkCredentials } from './session/service.ts'
import { teamRoutes } from './team/routes.ts'
import { tokenView } from './token-view.ts'
import { peopleInSight, type PeopleInSight } from './service.ts'

/** Writes a secret where only the owner of the data folder can read it. @returns the path to name to the caller */
export type ChallengeWriter = (name: string, secret: string) => Promise<string>

const open = new Map<string, { hash: string, until: number }>()

/** @param challenges null in a team deployment: there is no shared data folder to prove oneself with */
export const accessRoutes = (challenges: ChallengeWriter | null): readonly Endpoint[] => [
  on(contract.setupStatus)(async ({ tx }) => ({ open: !(await rows.isSetUp(tx)) })),
  on(contract.setup)(async ({ tx, input, services, client, sign }) => {
    const { secret, view } = await access.setUp(tx, services.clock, input.body, client.userAgent)
    sign(secret)
    return view
  }),
  inSteps(contract.signIn)(async ({ input, services, client, sign }) => {
    const account = await checkCredentials(services, input.body.login, input.body.password, client.address)
    const admitted = await inScope(services.db, {}, tx => admit(tx, services, account, client.userAgent))
    if ('challenge' in admitted) return admitted
    sign(admitted.secret)
    return admitted.view
  }),
  on(contract.localSignIn)(async ({ tx, input, services, client }) => {
    if (!challenges || !client.loopback) return refuse(accessFailures.localProof())
    const now = services.clock.now().getTime()
    for (const [name, c] of open) if (c.until < now) open.delete(name)
    const { challenge, answer } = input.body
    if (!challenge) {
      const name = randomBytes(12).toString('hex'), secret = randomBytes(32).toString('hex')
      open.set(name, { hash: sha256(secret), until: now + 60_000 })
      return { challenge: name, file: await challenges(name, secret) }
    }
    const asked = open.get(challenge)
    open.delete(challenge)
    if (!asked || asked.until < now || !sameDigest(asked.hash, sha256(answer ?? ''))) return refuse(accessFailures.localProof())
    return access.signInLocally(tx, services.clock)
  }),
  on(contract.readSession)(async ({ tx, visitor }) => access.sessionView(tx, visitor.account)),
  on(contract.signOut)(async ({ tx, visitor, services, sign }) => {
    if (visitor.session) {
      const now = services.clock.now()
      await rows.endSession(tx, visitor.session, now)
      await recordForInstallation(tx, visitor.account, now, { verb: 'session.ended', kind: 'session', object: visitor.session })
    }
    sign(null)
    return {}
  }),
  on(contract.changePreferences)(async ({ tx, visitor, input }) => { await rows.setPreferences(tx, visitor.account, input.body); return {} }),
  on(contract.createOrganisation)(async ({ tx, visitor, input, services }) => {
    const scratch = input.body.scratch ?? false
    const made = await access.found(tx, services.clock, visitor.account, { name: input.body.name, zone: input.body.zone, scratch })
    await enterScope(tx, { organisation: made.id, account: visitor.account })
    const actor = scratch ? await access.actFor(tx, made.membership) : null
    const secret = actor ? (await access.makeToken(tx, services.clock, actor, { name: 'scratch', days: 1 })).secret : null
    return { id: made.id, name: input.body.name, zone: input.body.zone, scratch, membership: made.membership, roles: [...made.roles], guest: false, secret }
  }),
  on(contract.purgeOrganisation)(async ({ tx, actor, services }) => {
    await access.purge(tx, actor)
    await services.blobs.purge(actor.organisation)
    return {}
  }),
  on(contract.listPeople)(async ({ tx, actor, input }) => {
    access.demand(actor, 'person.list', { project: input.query.project as ProjectId | undefined })
    return { people: await peopleOf(tx, actor, await rows.listPeople(tx, input.query.project !== undefined)) }
  }),
  on(contract.changePerson)(async ({ tx, actor, input, services }) =>
    (await peopleOf(tx, actor, [await access.changePerson(tx, services, actor, input.params.membership as MembershipId, input.body as { roles?: Role[] })]))[0]!),
  on(contract.invite)(async ({ tx, actor, input, services }) => {
    const made = await access.invite(tx, services.clock, actor, { name: input.body.name, roles: input.body.roles as Role[], project: input.body.project as ProjectId | undefined })
    return { ...made, expiresAt: made.expiresAt.toISOString() }
  }),
  on(contract.readInvitation)(async ({ tx, input, services }) => {
    const offer = await access.readInvitation(tx, services.clock, input.body.secret)
    return { ...offer, expiresAt: offer.expiresAt.toISOString() }
  }),
  on(contract.joinOrganisation)(async ({ tx, visitor, input, services }) => access.joinWithAccount(tx, services.clock, visitor, input.body.secret)),
  on(contract.acceptInvitation)(async ({ tx, input, services, client, sign }) => {
    const { secret, view } = await access.acceptInvitation(tx, services.clock, input.body, client.userAgent)
    sign(secret)
    return view
  }),
  on(contract.listTokens)(async ({ tx, actor }) => {
    access.demand(actor, 'token.manage')
    return { tokens: (await rows.listTokens(tx, actor.membership)).map(tokenView) }
  }),
  on(contract.createToken)(async ({ tx, actor, input, services }) => access.makeToken(tx, services.clock, actor, input.body)),
  on(contract.endToken)(async ({ tx, actor, input, services }) => { await access.endToken(tx, services.clock, actor, input.params.token); return {} }),
  on(contract.listJournal)(async ({ tx, actor, input }) => {
    const project = (input.query.project ?? null) as ProjectId | null
    access.demand(actor, 'journal.read', { project })
    const { limit = 100, before = null, from, to, account, kind, verb, object } = input.query
    const entries = await readJournal(tx, { before, limit, project, account, kind, verb, object, from: from ? new Date(from) : null, to: to ? new Date(to) : null })
    const sight = project && await peopleInSight(tx, project)
    return { entries: entries.map(e => (sight?.hides ? withoutPeople(e, sight) : e)).map(e => ({ ...e, at: e.at.toISOString() })), next: entries.length === limit ? entries.at(-1)!.id : null }
  }),
  ...sessionRoutes, ...secondFactorRoutes, ...teamRoutes, ...invitationRoutes, ...serviceAccountRoutes, ...baseLinkRoutes, ...externalLoginRoutes, ...erasureRoutes,
]

/** An entry for whom people are kept from: what happened to what. Details name people in ways of their own, so they stay back as a whole. */
const withoutPeople = (e: JournalEntry, sight: PeopleInSight): JournalEntry => {
  const membership = sight.seen(e.membership)
  return { ...e, membership, account: membership && e.account, object: e.kind === 'membership' ? sight.seen(e.object) ?? '' : e.object, detail: {} }
}

const peopleOf = async (tx: Tx, actor: Actor, people: readonly rows.Person[]): Promise<contract.PersonView[]> => {
  const factors = await factorsHere(tx, actor.organisation)
  return people.map(p => ({ ...p, since: p.since.toISOString(), secondFactor: factors.has(p.account) }))
}

import type { PartyKind, PartyStep, Role } from '../../src/workspace/access/model.ts'
import type { InlineProduct, Person } from './run-inline.ts'

export interface Come {
  readonly party: string
  /** Administers the organisation that came. */
  readonly admin: Person
  /** Of the organisation that came, acting for it. */
  readonly worker: Person
  /** The same person, acting in the owner's organisation. */
  readonly guest: Person
}
export interface Terms { readonly kind: PartyKind, readonly steps: readonly PartyStep[], readonly batches?: readonly string[], readonly hidden?: readonly string[] }

/** The membership through which somebody acts. */
export const membershipOf = async (person: Person): Promise<string> =>
  ((await person.send('GET', '/api/v1/session')).body as { organisations: { id: string, membership: string }[] }).organisations.find(o => o.id === person.organisation)!.membership

/** Another organisation that enters a project on terms and sends one of its people. @throws when a step is refused */
export const enterAsParty = async (product: InlineProduct, owner: Person, project: string, terms: Terms, roles: readonly Role[]): Promise<Come> => {
  const must = async (reply: ReturnType<Person['send']>): Promise<unknown> => {
    const { status, body } = await reply
    if (status >= 400) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body
  }
  const { party, secret } = (await must(owner.send('POST', `/api/v1/projects/${project}/parties`, { name: 'Partner', ...terms }))) as { party: { id: string }, secret: string }
  const admin = await product.founder('Partner'), worker = await product.member(admin.organisation, ['executor'])
  await must(admin.send('POST', '/api/v1/engagements', { secret }))
  await must(admin.send('PUT', `/api/v1/engagements/${party.id}/people/${await membershipOf(worker)}`, { roles }))
  const guest: Person = { ...worker, organisation: owner.organisation, send: (method, url, body, headers) => worker.send(method, url, body, { 'x-feedstock-organisation': owner.organisation, ...headers }) }
  return { party: party.id, admin, worker, guest }
}

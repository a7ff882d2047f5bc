import { readRun, type RunView } from '../../src/workspace/runs/contract.ts'
import { client, type Client } from '../../src/app/cli/selftest/client.ts'
import type { Insisting } from './insisting.ts'
import { acceptInvitation, invite } from '../../src/workspace/access/contract.ts'
import type { Role } from '../../src/workspace/access/model.ts'

const password = 'a passphrase of the test, long enough'

/** Somebody who is signed in. */
export interface Member extends Client { readonly secret: string, readonly organisation: string }

const joined = async (url: string, path: string, body: object): Promise<Member> => {
  const reply = await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  const { organisations: [organisation] } = await reply.json() as { organisations: { id: string }[] }
  const secret = reply.headers.get('x-feedstock-session')!
  return { ...client(url, secret, organisation!.id), secret, organisation: organisation!.id }
}

/** Uses the one-time link. */
export const firstAdministrator = (url: string, setupLink: string): Promise<Member> =>
  joined(url, '/api/v1/setup', { token: new URL(setupLink).searchParams.get('token'), organisation: 'Own', zone: 'Asia/Shanghai', login: 'first', name: 'First', password })

/** Invites somebody and accepts in their name. */
export const invited = async (url: string, by: Client, login: string, roles: Role[]): Promise<Member> => {
  const { secret } = await by.call(invite, { body: { name: login, roles } })
  return joined(url, acceptInvitation.path, { secret, login, name: login, password })
}

const text = { en: 'text' }
/** A project with nothing to label, for what happens to its data. */
export const leastProject = (name: string) => ({
  name, schema: { classes: [], questions: [] },
  guideline: { goal: text, format: text, method: text, quality: text, rules: [{ class: null, kind: 'positive' as const, text }, { class: null, kind: 'negative' as const, text }] },
})

/** Waits for the end of a run. @throws when it does not end `done` */
export const ended = async (person: Pick<Insisting, 'call'>, run: string, within = 60_000): Promise<RunView> => {
  for (const end = Date.now() + within; ;) {
    const seen = await person.call(readRun, { params: { run } })
    if (seen.state === 'done') return seen
    if (seen.state === 'failed' || seen.state === 'cancelled' || Date.now() > end) throw new Error(`run ${seen.state}: ${JSON.stringify(seen)}`)
    await new Promise(resolve => { setTimeout(resolve, 150) })
  }
}

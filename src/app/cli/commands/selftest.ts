import { parseArgs } from 'node:util'
import type { Message } from '../../../kernel/messages.ts'
import { acceptInvitation, createOrganisation, invite, purgeOrganisation } from '../../../workspace/access/contract.ts'
import type { Role } from '../../../workspace/access/model.ts'
import { newId } from '../../../kernel/ids.ts'
import { loadPlugins } from '../../plugins/load.ts'
import { client, provenLocally, type Client } from '../selftest/client.ts'
import { annotation, inspection, review } from '../selftest/people.ts'
import { preparation, production, project, source } from '../selftest/prepare.ts'
import { release, tampering, tenancy, verification } from '../selftest/release.ts'
import type { Figures, Stage, World } from '../selftest/state.ts'

export const summary: Message = {
  'zh-Hans': '在运行中的安装上走完整条链并逐步检查', 'zh-Hant': '在運行中的安裝上走完整條鏈並逐步檢查', en: 'Take files through the whole chain of a running installation and check every stage',
}
export const usage = 'feedstock selftest --url URL [--token T] --input DIR [--keep] --json'

interface Scratch { readonly organisation: string, readonly founder: Client }
const scratch = async (account: Client): Promise<Scratch> => {
  const made = await account.call(createOrganisation, { body: { name: `Self-test ${new Date().toISOString()}`, zone: 'UTC', scratch: true } })
  return { organisation: made.id, founder: account.as(made.secret!, made.id) }
}

/** A new person of the scratch organisation, who joins as people do: by an invitation. */
const person = async (base: string, { organisation, founder }: Scratch, roles: Role[]): Promise<Client> => {
  const { secret } = await founder.call(invite, { body: { name: roles[0]!, roles } })
  const login = `self-test-${newId()}`, password = `${newId()}-${newId()}`
  const reply = await fetch(`${base}${acceptInvitation.path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret, login, name: roles[0], password }) })
  const session = reply.headers.get('x-feedstock-session')
  if (!reply.ok || !session) throw new Error(`an invitation was not accepted: ${reply.status}`)
  return founder.as(session, organisation)
}

const prepareWorld = async (base: string, token: string | undefined): Promise<{ world: World, cleanUp: () => Promise<void> }> => {
  const account = client(base, token ?? await provenLocally(base), null)
  const own = await scratch(account), foreign = await scratch(account)
  const world: World = {
    founder: own.founder, organisation: own.organisation, outsider: foreign.founder,
    annotators: [await person(base, own, ['executor', 'reviewer']), await person(base, own, ['executor'])], reviewer: await person(base, own, ['reviewer']), inspector: await person(base, own, ['supervisor']),
    project: '', dataset: '', assets: 0, preparation: '', batch: '', release: '', archive: Buffer.alloc(0),
  }
  return { world, async cleanUp() { for (const s of [own, foreign]) await s.founder.call(purgeOrganisation) } }
}

/** One JSON object as the last line of the standard output; progress goes to the standard error. Exit 0: all passed. 1: a stage failed. 2: usage. */
export const run = async (argv: string[]): Promise<number> => {
  const { values } = (() => { try { return parseArgs({ args: argv, options: { url: { type: 'string' }, token: { type: 'string' }, input: { type: 'string' }, keep: { type: 'boolean' }, json: { type: 'boolean' } } }) } catch { return { values: {} as { url?: string, token?: string, input?: string, keep?: boolean } } } })()
  if (!values.url || !values.input) { process.stderr.write(`${usage}\n`); return 2 }
  const base = values.url.replace(/\/+$/, ''), report: { name: string, ok: boolean, seconds: number, figures?: Figures, error?: string }[] = []
  const timed = async (name: string, work: () => Promise<Figures>): Promise<boolean> => {
    const start = Date.now(), seconds = (): number => Math.round((Date.now() - start) / 10) / 100
    try { report.push({ name, ok: true, figures: await work(), seconds: seconds() }) }
    catch (error) { report.push({ name, ok: false, error: error instanceof Error ? error.message : String(error), seconds: seconds() }) }
    const last = report.at(-1)!
    process.stderr.write(`${last.ok ? 'ok  ' : 'FAIL'} ${name} ${last.seconds} s ${last.error ?? JSON.stringify(last.figures)}\n`)
    return last.ok
  }
  let ready: Awaited<ReturnType<typeof prepareWorld>> | null = null
  let good = await timed('people', async () => { ready = await prepareWorld(base, values.token); return { people: 5, organisations: 2 } })
  const opened = ready as Awaited<ReturnType<typeof prepareWorld>> | null
  const stages: Stage[] = [project, source(values.input), preparation, production, annotation, review, inspection, release, verification(await loadPlugins()), tampering, tenancy]
  for (const stage of opened ? stages : []) if (good) good = await timed(stage.name, () => stage.run(opened!.world))
  if (opened && !values.keep) good = await timed('clean-up', async () => { await opened.cleanUp(); return {} }) && good
  const failed = report.find(s => !s.ok)
  process.stdout.write(`${JSON.stringify({ ok: good, failed: failed?.name ?? null, ...(values.keep && opened && { organisation: opened.world.organisation }), stages: report })}\n`)
  return good ? 0 : 1
}

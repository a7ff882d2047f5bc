import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { loadPlugins, loadPluginServers } from '../../src/app/plugins/load.ts'
import { buildServer } from '../../src/app/server/server.ts'
import { linkedBytes } from '../../src/chain/1-source/linked/outside-bytes.ts'
import { openSigner } from '../../src/chain/6-release/signer.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { newId, type AccountId, type OrganisationId, type RunId } from '../../src/kernel/ids.ts'
import type { Json } from '../../src/kernel/json.ts'
import type { PluginServers } from '../../src/sockets/registry.ts'
import type { Endpoint } from '../../src/workspace/access/endpoint.ts'
import type { Role } from '../../src/workspace/access/model.ts'
import { insertAccount, insertMembership } from '../../src/workspace/access/repository.ts'
import { accessRoutes } from '../../src/workspace/access/routes.ts'
import { found, openSession } from '../../src/workspace/access/service.ts'
import { openVault } from '../../src/workspace/access/vault.ts'
import { withOutside } from '../../src/workspace/blobs/service.ts'
import { folderStore } from '../../src/workspace/blobs/folder-store.ts'
import { connect, enterScope, inScope } from '../../src/workspace/database/connect.ts'
import type { Services } from '../../src/workspace/database/services.ts'
import { projectRoutes } from '../../src/workspace/project/routes.ts'
import { runEngine, type Execute } from '../../src/workspace/runs/engine.ts'
import { runKinds, type RunKind, type Work } from '../../src/workspace/runs/kind.ts'
import { openQueue } from '../../src/workspace/runs/queue.ts'
import { findSummary } from '../../src/workspace/runs/repository.ts'
import { runRoutes } from '../../src/workspace/runs/routes.ts'
import { createStarter } from '../../src/workspace/runs/starter.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'

/** The real run engine on one database, its shards carried out in this process instead of in children. */
export interface InlineEngine {
  readonly database: FreshDatabase
  readonly services: Services
  /** Waits for the end. @throws when the run does not end `done` in time (milliseconds) */
  result(organisation: OrganisationId, run: string, within?: number): Promise<Json>
  stop(): Promise<void>
}

/** @param changed puts a plug-in's half that breaks in the place of a sound one */
export const startEngine = async (database: FreshDatabase, able: readonly RunKind[], changed: (servers: PluginServers) => PluginServers = servers => servers): Promise<InlineEngine> => {
  const kinds = runKinds(able)
  const folder = await mkdtemp(path.join(tmpdir(), 'feedstock-inline-'))
  const { db } = connect(database.appUrl, 10), { db: scheduler } = connect(database.schedulerUrl, 2)
  const boss = await openQueue(database.appUrl, kinds, true)
  const signer = openSigner(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
  const plugins = await loadPlugins(), servers = changed(await loadPluginServers())
  // Servers of the tests are on this machine.
  const own = { db, clock: systemClock, vault: openVault(randomBytes(32)), storage: { hosts: ['127.0.0.1'] } }
  const services = { ...own, plugins, servers, blobs: withOutside(folderStore(path.join(folder, 'blobs'), path.join(folder, 'tmp')), linkedBytes(own)), runs: createStarter(boss, kinds), signer, externalLogin: { publicUrl: 'http://localhost', providers: [] } }
  const execute: Execute = async ({ kind, stage, job, spec, input }, signal) => {
    const organisation = job.organisation as OrganisationId
    const work: Work<unknown> = { run: job.run as RunId, organisation, spec, services, signal, read: look => inScope(db, { organisation }, look) }
    // What leaves a child process has been through JSON; a test sees the same.
    return JSON.parse(JSON.stringify(await kinds.get(kind)!.stages[stage]!.work(work as never, input)))
  }
  const engine = await runEngine({ boss, kinds, services, scheduler, slots: 1, execute, report: error => { throw error } })
  return {
    database, services,
    async result(organisation, run, within = 60_000) {
      for (const end = Date.now() + within; Date.now() < end;) {
        const seen = await inScope(db, { organisation }, tx => findSummary(tx, run as RunId))
        if (seen?.state === 'done') return seen.result as Json
        if (seen?.state === 'failed' || seen?.state === 'cancelled') throw new Error(`run ${seen.state}: ${JSON.stringify(seen.failure)}`)
        await new Promise(resolve => { setTimeout(resolve, 50) })
      }
      throw new Error(`run ${run} did not end within ${within} ms`)
    },
    async stop() {
      await engine.stop()
      await Promise.all([db.destroy(), scheduler.destroy()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Speaks to the API as one person. `send` reads a guideline that stands before the work and then asks again, as people do;
 * `sendOnce` hears the refusal.
 */
export interface Person { readonly organisation: OrganisationId, readonly secret: string, readonly send: Send, readonly sendOnce: Send }
type Send = (method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: unknown, headers?: Record<string, string>) => Promise<Heard>
interface Heard { status: number, body: never, bytes: Buffer, headers: Record<string, unknown> }

/** The project whose guideline is unread, and its version, when that is why something was refused. */
const unread = ({ status, body }: Heard): { version: number } | null => {
  const { error } = (status === 409 ? body : {}) as { error?: { code: string, parameters: { version: number } } }
  return error?.code === 'project.guideline-unacknowledged' ? error.parameters : null
}
const reading = (sendOnce: Send): Send => async (method, url, body, headers) => {
  const reply = await sendOnce(method, url, body, headers), wanted = unread(reply)
  if (!wanted) return reply
  const own = /^(.*\/assignments\/[^/]+)/.exec(url)?.[1]
  const project = own ? ((await sendOnce('GET', `${own}/work`, undefined, headers)).body as { assignment: { project: string } }).assignment.project : (body as { project: string }).project
  await sendOnce('POST', `/api/v1/projects/${project}/guideline/acknowledgement`, wanted, headers)
  return sendOnce(method, url, body, headers)
}

export interface InlineProduct { readonly engine: InlineEngine, readonly database: FreshDatabase, readonly app: FastifyInstance, founder(name: string): Promise<Person>, member(organisation: OrganisationId, roles: readonly Role[]): Promise<Person>, stop(): Promise<void> }

/** Server and engine in this process on a database of their own, with access, projects, runs and what is named. */
export const startProduct = async (parts: { readonly kinds: readonly RunKind[], readonly endpoints: readonly Endpoint[], readonly servers?: (servers: PluginServers) => PluginServers }): Promise<InlineProduct> => {
  const database = await freshDatabase(), engine = await startEngine(database, parts.kinds, parts.servers), { services } = engine
  const app = await buildServer({ services, endpoints: [...accessRoutes(null), ...projectRoutes, ...runRoutes, ...parts.endpoints], webRoot: null, logLevel: 'silent', version: 'test' })
  const speak = (secret: string, organisation: OrganisationId): Person => {
    const sendOnce: Send = async (method, url, body, headers = {}) => {
      const raw = body instanceof Uint8Array
      const reply = await app.inject({ method, url, headers: { authorization: `Bearer ${secret}`, 'x-feedstock-organisation': organisation, ...(raw && { 'content-type': 'application/octet-stream' }), ...headers }, ...(body !== undefined && { payload: raw ? Buffer.from(body) : body as object }) })
      const json = String(reply.headers['content-type']).startsWith('application/json')
      return { status: reply.statusCode, body: (json ? reply.json() : undefined) as never, bytes: reply.rawPayload, headers: reply.headers }
    }
    return { organisation, secret, sendOnce, send: reading(sendOnce) }
  }
  const join = (into: (account: AccountId, tx: Parameters<typeof openSession>[0]) => Promise<OrganisationId>): Promise<Person> => inScope(services.db, {}, async tx => {
    const account = newId<AccountId>()
    await insertAccount(tx, { id: account, login: account, name: 'Test person', kind: 'person', passwordHash: null, now: new Date() })
    const organisation = await into(account, tx)
    return speak(await openSession(tx, account, 'test', new Date()), organisation)
  })
  return {
    engine, database, app,
    founder: name => join(async (account, tx) => (await found(tx, services.clock, account, { name, zone: 'Asia/Shanghai', scratch: true })).id),
    member: (organisation, roles) => join(async (account, tx) => {
      await enterScope(tx, { organisation, account })
      await insertMembership(tx, { id: newId(), organisation, account, roles, now: new Date() })
      return organisation
    }),
    async stop() {
      await app.close()
      await engine.stop()
      await database.drop()
    },
  }
}

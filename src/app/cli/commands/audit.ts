import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Compile } from 'typebox/compile'
import { fingerprintIn, fingerprintOf, signatureHolds } from '../../../chain/6-release/service.ts'
import type { Failure } from '../../../kernel/failure.ts'
import { isUuid, type OrganisationId } from '../../../kernel/ids.ts'
import type { Message } from '../../../kernel/messages.ts'
import { readCheckpoint, SealView, verifyJournal } from '../../../support/overview/audit/contract.ts'
import { auditMessages as m } from '../../../support/overview/audit/messages.ts'
import { failureOfFinding } from '../../../support/overview/audit/model.ts'
import { verifyExport } from '../../../support/overview/audit/verify-export.ts'
import { verifyStored } from '../../../support/overview/audit/verify-chain.ts'
import { connect, inScope } from '../../../workspace/database/connect.ts'
import { checkpointFindings, findSeal, headOf, installationChain, type Seal } from '../../../workspace/journal/service.ts'
import { listProblems, readRun } from '../../../workspace/runs/contract.ts'
import { failureText, sentence, terminalLocale } from '../../host/terminal.ts'
import { openRandomAccess } from '../open-file.ts'
import { client } from '../selftest/client.ts'

export const summary: Message = m.summary

const options = { url: { type: 'string' }, token: { type: 'string' }, organisation: { type: 'string' }, key: { type: 'string' }, checkpoint: { type: 'string' }, json: { type: 'boolean' } } as const
interface Asked { readonly url?: string, readonly token?: string, readonly organisation?: string, readonly key?: string, readonly checkpoint?: string, readonly json?: boolean }
/** What every way of verifying comes to. */
interface Verified { readonly findings: readonly Failure[], readonly entries: number, readonly seals: number, readonly fingerprint: string | null }

const locale = (): ReturnType<typeof terminalLocale> => terminalLocale(process.env)
const say = (message: Message, values: Readonly<Record<string, string | number>> = {}): string => sentence(message, values, locale())
/** Ends the command with exit 2: it was asked for something that cannot be. */
class Usage extends Error {}

const Checkpoint = Compile(SealView)
const checkpointIn = async (path: string | undefined): Promise<Seal | null> => {
  if (path === undefined) return null
  const text = await readFile(path, 'utf8').catch(() => { throw new Usage(say(m.noFile, { path })) })
  const value: unknown = (() => { try { return JSON.parse(text) } catch { return null } })()
  if (!Checkpoint.Check(value)) throw new Usage(say(m.badCheckpoint, { path }))
  return value as Seal
}
const pinnedIn = async (value: string | undefined): Promise<string | null> => {
  if (value === undefined) return null
  const text = fingerprintIn(value) === null ? await readFile(value, 'utf8').catch(() => null) : value, found = text === null ? null : fingerprintIn(text)
  if (found === null) throw new Usage(say(m.badKey, { key: value.slice(0, 80) }))
  return found
}

const verifyFile = async (path: string, { key, checkpoint }: Asked): Promise<Verified> => {
  const pinned = await pinnedIn(key), kept = await checkpointIn(checkpoint)
  const file = await openRandomAccess(path)
  if (!file) throw new Usage(say(m.noFile, { path }))
  try { return await verifyExport(file, pinned, kept) }
  finally { await file.close() }
}

/** Reads the tables itself: what the server says is not relied on. */
const verifyDatabase = async (url: string, organisation: OrganisationId, { key, checkpoint }: Asked): Promise<Verified> => {
  const pinned = await pinnedIn(key), kept = await checkpointIn(checkpoint), address = new URL(url)
  address.searchParams.set('options', '-c search_path=feedstock')
  const { db } = connect(address.href, 1), read: Parameters<typeof verifyStored>[0] = look => inScope(db, { organisation }, look)
  try {
    const head = await read(headOf)
    const isPinned = head !== null && pinned !== null && fingerprintOf(head.publicKey) === pinned
    const { findings, entries, seals } = await verifyStored(read, 1, head?.number ?? 0, { holds: signatureHolds, key: isPinned ? head.publicKey : null })
    const held = kept ? checkpointFindings(kept, organisation, await read(tx => findSeal(tx, kept.number)), { holds: signatureHolds, key: null }) : []
    const foreign = pinned !== null && head && !isPinned ? [{ code: 'seal-key' as const, seal: head.number, entry: null, from: null }] : []
    return { findings: [...findings, ...held, ...foreign].map(failureOfFinding), entries, seals, fingerprint: head && fingerprintOf(head.publicKey) }
  } finally { await db.destroy() }
}

/** Has the server verify, as a run, and waits for it. */
const verifyOnline = async (url: string, token: string, { checkpoint }: Asked): Promise<Verified> => {
  const api = client(url.replace(/\/+$/, ''), token, null), kept = await checkpointIn(checkpoint)
  const { run } = await api.call(verifyJournal, { body: kept ? { checkpoint: kept } : {} })
  let view = await api.call(readRun, { params: { run } })
  for (; view.state === 'running' || view.state === 'paused' || view.state === 'cancelling'; view = await api.call(readRun, { params: { run } })) await new Promise(resolve => { setTimeout(resolve, 500) })
  if (view.state !== 'done') throw new Error(`run ${run} ${view.state}`)
  const { entries, seals } = view.result as { entries: number, seals: number }, findings: Failure[] = []
  for (let after: number | null = 0; after !== null;) {
    const page: { problems: { id: number, code: string, parameters: Record<string, unknown>, file: string | null, line: number | null }[], next: number | null } = await api.call(listProblems, { params: { run }, query: { after, limit: 1000 } })
    findings.push(...page.problems.map(p => ({ code: p.code, status: 409, parameters: p.parameters as Failure['parameters'], place: { ...(p.file && { file: p.file }), ...(p.line !== null && { line: p.line }) } })))
    after = page.next
  }
  return { findings, entries, seals, fingerprint: null }
}

/** `installation` names the chain of events of accounts, which belong to no organisation. */
const organisationNamed = (name: string): OrganisationId => {
  if (name === 'installation') return installationChain
  if (!isUuid(name)) throw new Usage(say(m.usage))
  return name as OrganisationId
}

const verify = async (file: string | undefined, asked: Asked): Promise<number> => {
  const database = process.env['DATABASE_URL']
  const result = file !== undefined ? await verifyFile(file, asked)
    : asked.url && asked.token ? await verifyOnline(asked.url, asked.token, asked)
    : asked.organisation && database ? await verifyDatabase(database, organisationNamed(asked.organisation), asked)
    : null
  if (!result) throw new Usage(say(m.usage))
  const { findings, entries, seals, fingerprint } = result, good = findings.length === 0
  for (const found of findings) process.stderr.write(`${failureText(found, locale())}\n`)
  if (asked.json) process.stdout.write(`${JSON.stringify({ good, entries, seals, fingerprint, findings: findings.map(({ code, parameters, place }) => ({ code, parameters, place })) })}\n`)
  else process.stdout.write(`${say(good ? m.good : m.bad, { n: findings.length, entries, seals })}\n${fingerprint ? `${say(m.key, { fingerprint })}\n` : ''}`)
  return good ? 0 : 3
}

/** Exit 0: good. 3: something was found. 2: wrong usage, or no such file. 1: it could not be verified. */
export const run = async (argv: string[]): Promise<number> => {
  try {
    const { values, positionals } = (() => { try { return parseArgs({ args: argv, allowPositionals: true, options }) } catch { throw new Usage(say(m.usage)) } })()
    const [verb, file, ...rest] = positionals
    if (verb === 'verify' && rest.length === 0) return await verify(file, values)
    if (verb !== 'checkpoint' || file !== undefined || !values.url || !values.token) throw new Usage(say(m.usage))
    process.stdout.write(`${JSON.stringify(await client(values.url.replace(/\/+$/, ''), values.token, null).call(readCheckpoint, { query: {} }))}\n`)
    return 0
  } catch (error) {
    if (error instanceof Usage) { process.stderr.write(`${error.message}\n`); return 2 }
    process.stderr.write(`${say(m.unreachable, { reason: error instanceof Error ? error.message : String(error) })}\n`)
    return 1
  }
}

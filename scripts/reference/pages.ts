import path from 'node:path'
import { globSync } from 'node:fs'
import { commandSummaries, optionSummaries } from '../../src/app/host/messages.ts'
import { endpoints } from '../../src/app/server/endpoints.ts'
import { verifyMessages } from '../../src/chain/6-release/messages.ts'
import type { Guard } from '../../src/kernel/contract.ts'
import { declaredFailures } from '../../src/kernel/failure.ts'
import type { Message } from '../../src/kernel/messages.ts'
import { declaredPermissions, roles } from '../../src/workspace/access/model.ts'
import { load, loadFailures, loadPolicies, root } from './load.ts'
import { code, page, table } from './markdown.ts'
import { formatsPage, operatorsPage } from './plugin-pages.ts'

const errorsPage = async (): Promise<string> => {
  await loadFailures()
  const all = [...declaredFailures()].sort(([a], [b]) => (a < b ? -1 : 1))
  return page('Error codes',
    'Every reply that is not a success holds `{"error": {"code", "status", "parameters", "place"?, "causes"?, "requestId"}}`. A code is never reused and never changes its meaning; the server sends no sentences, the reader makes them from these texts (ICU message syntax). Status 200: a warning of an import, which went through.',
    table(['code', 'HTTP', 'English', '简体中文', '繁體中文'], all.map(([name, { status, text }]) => [code(name), String(status), text.en, text['zh-Hans'], text['zh-Hant']])))
}

const permissionsPage = async (): Promise<string> => {
  await loadPolicies()
  const all = [...declaredPermissions()].sort(([a], [b]) => (a < b ? -1 : 1))
  return page('Permissions by role', 'A role is held in the organisation or in one project. An API token holds all of its owner\'s permissions or a named part of them.',
    table(['permission', ...roles], all.map(([name, allowed]) => [code(name), ...roles.map(role => (allowed.has(role) ? '●' : ''))])))
}

const guardOf = (guard: Guard): string => (typeof guard === 'string' ? guard : code(guard.permission))
const routesPage = (): string => {
  const groups = Map.groupBy(endpoints(null).map(e => e.route), route => route.id.split('.')[0]!)
  return page('Routes',
    'The HTTP surface. Schemas of parameters, bodies and replies: `/api/docs` of a running installation. Guard: `public`, `account` (signed in) or the permission that is asked for. A write takes an `Idempotency-Key` header unless it repeats by itself (↻). Who acts for which organisation is said by the header `X-Feedstock-Organisation`.',
    ...[...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, routes]) => [`## ${group}`, table(['route', 'id', 'guard', 'what it does'],
      routes.map(r => [code(`${r.method} ${r.path}`), code(r.id) + (r.method !== 'GET' && r.repeatable ? ' ↻' : ''), guardOf(r.guard), r.summary]))].join('\n\n')))
}

interface Command { readonly summary: Message, readonly usage?: string }
/** Commands that say their usage in a message of their slice. */
const usages: Readonly<Record<string, string>> = { verify: verifyMessages.usage.en }
const commandsPage = async (): Promise<string> => {
  const found = await Promise.all(globSync('src/app/cli/commands/*.ts', { cwd: root }).filter(file => !file.endsWith('.test.ts')).sort().map(async file => {
    const name = path.basename(file, '.ts'), { summary, usage } = await load(file) as Command
    return [code(`feedstock ${name}`), summary.en, code(usage ?? usages[name] ?? '')]
  }))
  const flags = { data: '--data DIR', port: '--port N', host: '--host H', open: '--no-open', logLevel: '--log-level L' } as const
  return page('Commands',
    'From a checkout: `npm start -- OPTIONS` for `feedstock start`, `npx feedstock COMMAND` for every other one.',
    table(['command', 'what it does', 'usage'], [...Object.entries(commandSummaries).map(([name, summary]) => [code(`feedstock ${name}`), summary.en, '']), ...found]),
    '## Options of start, server, worker and migrate',
    table(['option', 'meaning'], Object.entries(flags).map(([name, flag]) => [code(flag), optionSummaries[name as keyof typeof flags].en])),
    '## Environment',
    table(['variable', 'meaning'], [
      ['`DATABASE_URL`', 'an outside PostgreSQL (15 or newer) instead of the built-in one'],
      ['`S3_ENDPOINT`, `S3_BUCKET`, `S3_REGION`, `S3_ACCESS_KEY_ID`, `S3_SECRET_ACCESS_KEY`', 'blobs in a bucket instead of the data folder; the region is `us-east-1` unless told'],
      ['`FEEDSTOCK_SECRET`', 'the secret that several machines share, 32 characters or more; otherwise `secrets/master` of the data folder'],
      ['`FEEDSTOCK_PUBLIC_URL`', 'the address that people use, behind a reverse proxy'],
      ['`FEEDSTOCK_SLOTS`', 'shards that a worker carries out at a time; otherwise one fewer than the machine has cores'],
      ['`FEEDSTOCK_REQUESTS_PER_MINUTE`', 'requests of the API by one caller on each server, 12,000 when left out; 0: any number'],
      ['`DATABASE_URL_FILE`, `FEEDSTOCK_SECRET_FILE`, `S3_SECRET_ACCESS_KEY_FILE`, `FEEDSTOCK_OIDC_CLIENT_SECRET_FILE`', 'the file in which that secret lies, instead of its value'],
    ]))
}

/** File name -> text, of everything in docs/reference that is made from the code. */
export const referencePages = async (): Promise<ReadonlyMap<string, string>> => new Map([
  ['errors.md', await errorsPage()], ['permissions.md', await permissionsPage()], ['routes.md', routesPage()], ['commands.md', await commandsPage()], ['formats.md', await formatsPage()], ['operators.md', await operatorsPage()],
])

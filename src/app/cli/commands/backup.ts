import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { fingerprintIn } from '../../../chain/6-release/signer.ts'
import type { Failure } from '../../../kernel/failure.ts'
import { openForBackup } from '../../backup/installation.ts'
import { backupMessages as m } from '../../backup/messages.ts'
import { readBackup } from '../../backup/read.ts'
import { takeBackup } from '../../backup/take.ts'
import { hostFailures } from '../../host/errors.ts'
import { readSettings } from '../../host/settings.ts'
import { failureText, sentence, terminalLocale } from '../../host/terminal.ts'
import { programRoot } from '../places.ts'

export const summary = m.backup
export const usage = 'feedstock backup FOLDER|FILE.tar [--with-keys] [--data DIR] [--json]; feedstock backup verify FOLDER|FILE.tar [--key FINGERPRINT] [--json]'

const options = { data: { type: 'string' }, 'with-keys': { type: 'boolean' }, key: { type: 'string' }, json: { type: 'boolean' } } as const
interface Asked { readonly data?: string | undefined, readonly 'with-keys'?: boolean | undefined, readonly key?: string | undefined, readonly json?: boolean | undefined }

const locale = (): ReturnType<typeof terminalLocale> => terminalLocale(process.env)
const out = (text: string): void => { process.stdout.write(`${text}\n`) }
const report = (failures: readonly Failure[]): void => { for (const failure of failures) process.stderr.write(`${failureText(failure, locale())}\n`) }
const refused = (failure: Failure, code = 1): number => { report([failure]); return code }
const plain = ({ code, parameters, place }: Failure): object => ({ code, parameters, place })
const rowsOf = (tables: readonly { rows: number }[]): number => tables.reduce((sum, table) => sum + table.rows, 0)

const verify = async (place: string, { key, json }: Asked): Promise<number> => {
  const pinned = key === undefined ? null : fingerprintIn(key)
  if (key !== undefined && pinned === null) return refused(hostFailures.badOption({ option: '--key', value: key.slice(0, 80), expected: 'SHA-256' }), 2)
  const read = await readBackup(place, pinned)
  if (!read.ok) return refused(read.failure)
  const { manifest, blobs, findings, signedBy } = read.value, good = findings.length === 0
  report(findings)
  if (json) out(JSON.stringify({ good, signedBy, manifest, blobs, findings: findings.map(plain) }))
  else {
    out(good ? sentence(m.good, { rows: rowsOf(manifest.tables), blobs: blobs.count, at: manifest.takenAt, program: manifest.program, postgres: manifest.postgres }, locale()) : sentence(m.badVerified, { n: findings.length }, locale()))
    if (blobs.lacked.length > 0) out([sentence(m.lacked, { n: blobs.lacked.length }, locale()), ...blobs.lacked].join('\n'))
    out(sentence(m.key, { fingerprint: signedBy }, locale()))
  }
  return good ? 0 : 3
}

const take = async (target: string, asked: Asked): Promise<number> => {
  const settings = readSettings(asked.data === undefined ? [] : ['--data', asked.data], process.env)
  if (!settings.ok) return refused(settings.failure, 2)
  const opened = await openForBackup(settings.value)
  if (!opened.ok) return refused(opened.failure)
  const { ownerUrl, blobs: store, secrets, close } = opened.value, withKeys = asked['with-keys'] === true
  try {
    const { version } = JSON.parse(readFileSync(path.join(programRoot, 'package.json'), 'utf8')) as { version: string }
    const taken = await takeBackup({ ownerUrl, blobs: store, secrets, withKeys, program: version, target: path.resolve(target), now: new Date() })
    if (!taken.ok) return refused(taken.failure)
    const { manifest, blobs, findings } = taken.value
    report(findings)
    if (asked.json) out(JSON.stringify({ target: path.resolve(target), manifest, blobs, findings: findings.map(plain) }))
    else {
      out(sentence(m.taken, { target: path.resolve(target), tables: manifest.tables.length, rows: rowsOf(manifest.tables), blobs: blobs.count, bytes: blobs.bytes, chains: manifest.journal.length }, locale()))
      const kept = settings.value.secret === null ? path.join(settings.value.dataFolder, 'secrets') : 'FEEDSTOCK_SECRET'
      out(sentence(withKeys ? m.withKeys : m.withoutKeys, { secrets: kept }, locale()))
    }
    return findings.length > 0 ? 3 : 0
  } finally { await close() }
}

/** Exit 0: whole. 3: taken or read, but something is missing or damaged. 2: wrong usage. 1: it could not be done, and nothing was left behind. */
export const run = async (argv: string[]): Promise<number> => {
  const parsed = (() => { try { return parseArgs({ args: argv, allowPositionals: true, options }) } catch { return null } })(), [first, second, ...rest] = parsed?.positionals ?? []
  if (parsed && first === 'verify' && second !== undefined && rest.length === 0) return verify(second, parsed.values)
  if (parsed && first !== undefined && first !== 'verify' && second === undefined) return take(first, parsed.values)
  process.stderr.write(`${usage}\n`)
  return 2
}

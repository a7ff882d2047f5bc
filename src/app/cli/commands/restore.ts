import path from 'node:path'
import { parseArgs } from 'node:util'
import { fingerprintIn } from '../../../chain/6-release/signer.ts'
import type { Failure } from '../../../kernel/failure.ts'
import { openForRestore } from '../../backup/installation.ts'
import { backupMessages as m } from '../../backup/messages.ts'
import { readBackup } from '../../backup/read.ts'
import { restoreBackup, type Restored } from '../../backup/restore.ts'
import { hostFailures } from '../../host/errors.ts'
import { databaseSecrets } from '../../host/secrets.ts'
import { readSettings } from '../../host/settings.ts'
import { failureText, sentence, terminalLocale } from '../../host/terminal.ts'
import { migrationsFolder } from '../places.ts'

export const summary = m.restore
export const usage = 'feedstock restore FOLDER|FILE.tar [--data DIR] [--key FINGERPRINT] [--new-keys] [--json]'

const options = { data: { type: 'string' }, key: { type: 'string' }, 'new-keys': { type: 'boolean' }, json: { type: 'boolean' } } as const

const locale = (): ReturnType<typeof terminalLocale> => terminalLocale(process.env)
const out = (text: string): void => { process.stdout.write(`${text}\n`) }
const report = (failures: readonly Failure[]): void => { for (const failure of failures) process.stderr.write(`${failureText(failure, locale())}\n`) }
const refused = (failure: Failure, code = 1): number => { report([failure]); return code }

const told = ({ manifest, blobs, findings, seals, entries, applied }: Restored, json: boolean | undefined): number => {
  const good = findings.length === 0, rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  report(findings)
  if (json) out(JSON.stringify({ good, tables: manifest.tables.length, rows, blobs, seals, entries, applied, findings: findings.map(({ code, parameters, place }) => ({ code, parameters, place })) }))
  else {
    out(good ? sentence(m.restored, { tables: manifest.tables.length, rows, blobs: blobs.count, entries, seals, migrations: applied.length }, locale()) : sentence(m.restoredBad, { n: findings.length }, locale()))
    if (blobs.lacked.length > 0) out([sentence(m.lacked, { n: blobs.lacked.length }, locale()), ...blobs.lacked].join('\n'))
  }
  return good ? 0 : 3
}

/** Exit 0: restored, and equal. 3: the backup is damaged, or what is stored differs. 2: wrong usage. 1: refused, or it could not be done. */
export const run = async (argv: string[]): Promise<number> => {
  const parsed = (() => { try { return parseArgs({ args: argv, allowPositionals: true, options }) } catch { return null } })(), [place, ...rest] = parsed?.positionals ?? []
  if (!parsed || place === undefined || rest.length > 0) { process.stderr.write(`${usage}\n`); return 2 }
  const { data, key, json, 'new-keys': newKeys = false } = parsed.values, pinned = key === undefined ? null : fingerprintIn(key)
  if (key !== undefined && pinned === null) return refused(hostFailures.badOption({ option: '--key', value: key.slice(0, 80), expected: 'SHA-256' }), 2)
  const settings = readSettings(data === undefined ? [] : ['--data', data], process.env)
  if (!settings.ok) return refused(settings.failure, 2)
  // Nothing is touched before the whole backup has been read and found to be sound.
  const keys = new Map<string, Uint8Array>()
  const drain = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => { for await (const _ of bytes); }
  const checked = await readBackup(path.resolve(place), pinned, { manifest: async () => undefined, secret: async (file, bytes) => { keys.set(file, bytes) }, table: (_table, rows) => drain(rows), blob: (_o, _s, bytes) => drain(bytes) })
  if (!checked.ok) return refused(checked.failure)
  if (checked.value.findings.length > 0) {
    report(checked.value.findings)
    process.stderr.write(`${sentence(m.bad, { n: checked.value.findings.length }, locale())}\n`)
    return 3
  }
  const opened = await openForRestore(settings.value, checked.value.manifest, keys, newKeys)
  if (!opened.ok) return refused(opened.failure)
  const { ownerUrl, blobs, secrets, close } = opened.value
  try {
    const restored = await restoreBackup({ ownerUrl, passwords: databaseSecrets(secrets.master), blobs, migrationsFolder, place: path.resolve(place), key: pinned })
    return restored.ok ? told(restored.value, json) : refused(restored.failure)
  } finally { await close() }
}

import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { fingerprintIn } from '../../../chain/6-release/signer.ts'
import { wordOn, type Word } from '../../../chain/6-release/revocation.ts'
import { verifyRelease, type Finding } from '../../../chain/6-release/verify.ts'
import type { Message } from '../../../kernel/messages.ts'
import { verifyMessages as m } from '../../../chain/6-release/messages.ts'
import { sentence as say, terminalLocale } from '../../host/terminal.ts'
import { openRandomAccess } from '../open-file.ts'

export const summary: Message = m.summary

const translate = (message: Message, values: Readonly<Record<string, string | number>> = {}): string => say(message, values, terminalLocale(process.env))

const texts: Record<Finding['code'], Message> = {
  'archive.structure': m.structure, 'manifest.unreadable': m.unreadable, 'manifest.changed': m.manifestChanged, 'manifest.signature': m.signature, 'manifest.key': m.key,
  'file.changed': m.fileChanged, 'file.missing': m.fileMissing, 'counts.disagree': m.counts, 'splits.leak': m.leak,
}
const sentence = (f: Finding): string => translate(texts[f.code], { entry: f.entry ?? '-', from: f.from ?? 0, to: f.to ?? 0 })

/** The fingerprint that `--key` names: the value itself, or the file of that name. */
const pinnedIn = async (value: string): Promise<string | null> => {
  const named = fingerprintIn(value)
  if (named !== null) return named
  const text = await readFile(value, 'utf8').catch(() => null)
  return text === null ? null : fingerprintIn(text)
}

/** What a file or an address holds, as JSON; undefined when it cannot be had. An address of a server is asked with the token in FEEDSTOCK_TOKEN. */
const jsonAt = async (place: string): Promise<unknown> => {
  const token = process.env['FEEDSTOCK_TOKEN'], headers = { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = async (): Promise<string> => {
    if (!/^https?:\/\//.test(place)) return readFile(place, 'utf8')
    const reply = await fetch(place, { headers, signal: AbortSignal.timeout(30_000) })
    if (!reply.ok) throw new Error(String(reply.status))
    return reply.text()
  }
  try { return JSON.parse(await answer()) as unknown } catch { return undefined }
}
const wordTexts: Record<Word['state'], Message> = { valid: m.wordValid, affected: m.wordAffected, revoked: m.wordRevoked, silent: m.wordSilent }
const wordText = ({ state, statement, bad }: Word): string => [
  translate(wordTexts[state], { at: statement?.issuedAt ?? '-', reason: [...new Set(statement?.notices.map(n => n.reason))].join(', ') || '-' }),
  ...(bad.length > 0 ? [translate(m.wordBad, { n: bad.length })] : []),
].join('\n')

/** Exit 0: good. 3: something was changed or is missing, or a statement is not by the signer. 4: good, but revoked. 2: wrong usage, or no such file. */
export const run = async (argv: string[]): Promise<number> => {
  const { values, positionals } = (() => { try { return parseArgs({ args: argv, allowPositionals: true, options: { key: { type: 'string' }, revocations: { type: 'string' }, json: { type: 'boolean' } } }) } catch { return { values: {} as { key?: string, revocations?: string, json?: boolean }, positionals: [] as string[] } } })()
  const [path] = positionals
  if (!path || positionals.length !== 1) { process.stderr.write(`${translate(m.usage)}\n`); return 2 }
  const pinned = values.key === undefined ? null : await pinnedIn(values.key)
  if (values.key !== undefined && pinned === null) { process.stderr.write(`${translate(m.badKey, { key: values.key.slice(0, 80) })}\n`); return 2 }
  const given = values.revocations === undefined ? null : await jsonAt(values.revocations)
  if (given === undefined) { process.stderr.write(`${translate(m.noStatement, { path: values.revocations ?? '-' })}\n`); return 2 }
  const file = await openRandomAccess(path)
  if (!file) { process.stderr.write(`${translate(m.noFile, { path })}\n`); return 2 }
  const result = await verifyRelease(file, pinned).finally(() => { void file.close() })
  // Only the key that signed the manifest speaks for the release; of an unsigned one nobody does.
  const word = given !== null && result.manifest && result.publicKey ? wordOn(given, result.manifest, result.publicKey) : null, sound = result.good && (word?.bad.length ?? 0) === 0
  for (const f of result.findings) process.stderr.write(`${sentence(f)}\n`)
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ good: sound, fingerprint: result.fingerprint, release: result.manifest?.release ?? null, counts: result.manifest?.counts ?? null, files: result.files, findings: result.findings, ...(word && { revocation: { state: word.state, statement: word.statement, bad: word.bad } }) })}\n`)
  } else {
    process.stdout.write(`${translate(result.good ? m.good : m.bad, { n: result.findings.length, items: result.manifest?.counts.items ?? 0, files: result.files, fingerprint: result.fingerprint ?? '-' })}\n`)
    if (word) process.stdout.write(`${wordText(word)}\n`)
  }
  return !sound ? 3 : word?.state === 'revoked' ? 4 : 0
}

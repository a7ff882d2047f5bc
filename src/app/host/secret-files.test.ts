import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'feedstock-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => { const place = path.join(folder, name); writeFileSync(place, text); return place }
const secret = 's'.repeat(32)

test('A secret lies in the file that its _FILE setting names, without the last line break.', () => {
  const settings = readSettings([], {
    DATABASE_URL_FILE: file('url', 'postgres://owner:p%40ss@db/feedstock\n'), FEEDSTOCK_SECRET_FILE: file('secret', `${secret}\r\n`),
    S3_ENDPOINT: 'http://s3:8333', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'k', S3_SECRET_ACCESS_KEY_FILE: file('s3', 'hush'),
  })
  expect(settings).toMatchObject({ ok: true, value: { databaseUrl: 'postgres://owner:p%40ss@db/feedstock', secret, s3: { secretAccessKey: 'hush' } } })
})

test('A file that is absent or empty, and a secret given twice, are refused with the name of the setting and without the secret.', () => {
  const failureOf = (env: NodeJS.ProcessEnv) => { const read = readSettings([], env); return read.ok ? null : read.failure }
  const absent = path.join(folder, 'absent')
  expect(failureOf({ FEEDSTOCK_SECRET_FILE: absent })).toMatchObject({ code: 'host.secret-file-unreadable', parameters: { option: 'FEEDSTOCK_SECRET_FILE', path: absent, reason: 'ENOENT' } })
  expect(failureOf({ DATABASE_URL_FILE: file('empty', '\n') })).toMatchObject({ code: 'host.secret-file-unreadable', parameters: { option: 'DATABASE_URL_FILE', reason: 'empty' } })
  const twice = failureOf({ FEEDSTOCK_SECRET: secret, FEEDSTOCK_SECRET_FILE: file('other', secret) })
  expect(twice).toMatchObject({ code: 'host.secret-twice', parameters: { option: 'FEEDSTOCK_SECRET' } })
  expect(JSON.stringify(twice)).not.toContain(secret)
})

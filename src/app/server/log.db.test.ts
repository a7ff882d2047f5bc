import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { TOTP } from 'otpauth'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { commandWith, freePort, install, runApart, uninstall, untilReady, type Running } from '../../../test/harness/installation.ts'

/** An installation whose programs say everything that they can say, at the finest level, and get their secrets in files. */
let folder: string, url: string, setupToken: string
const programs: Running[] = [], name = `log_${randomBytes(6).toString('hex')}`
const secret = 'the secret of the installation, 32 characters and more', said = (): string => programs.map(program => program.output()).join('\n')

beforeAll(async () => {
  const { adminUrl } = inject('cluster'), admin = new pg.Client(adminUrl), port = await freePort()
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  folder = await install()
  const owner = new URL(`/${name}`, adminUrl), place = (file: string, text: string): string => { writeFileSync(path.join(folder, file), text); return path.join(folder, file) }
  const env = { FEEDSTOCK_SECRET_FILE: place('secret', secret), FEEDSTOCK_PORT: String(port), FEEDSTOCK_LOG_LEVEL: 'trace', FEEDSTOCK_DATA: path.join(folder, 'data'), FEEDSTOCK_SLOTS: '1' }
  mkdirSync(env.FEEDSTOCK_DATA)
  const migrated = await commandWith({ ...env, DATABASE_URL_FILE: place('url', `${owner.href}\n`) }, 'migrate')
  expect([migrated.code, migrated.stderr]).toEqual([0, ''])
  setupToken = /token=(\S+)/.exec(migrated.stdout)![1]!
  // Server and worker never learn the owner's password.
  owner.password = ''
  for (const program of ['server', 'worker']) programs.push(runApart({ ...env, DATABASE_URL: owner.href }, program))
  url = `http://localhost:${port}`
  await untilReady(url)
}, 120_000)
afterAll(async () => {
  await Promise.all(programs.map(program => program.stop()))
  await uninstall(folder)
  const admin = new pg.Client(inject('cluster').adminUrl)
  await admin.connect()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
}, 60_000)

test('No password, session, token, cookie, code, link or key of the installation stands in the log of server or worker, whatever is done right or wrong with it; each request stands in it under its id.', async () => {
  const password = 'correct horse battery staple', secrets = new Map<string, string>([['setup token', setupToken], ['password', password], ['installation secret', secret]])
  const send = async (method: string, at: string, body?: unknown, headers: Record<string, string> = {}) => {
    const reply = await fetch(url + at, { method, headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }) })
    const text = await reply.text()
    return { status: reply.status, headers: reply.headers, text, json: () => JSON.parse(text) as Record<string, never> }
  }
  await send('GET', `/setup?token=${setupToken}`, undefined, { accept: 'text/html' })
  const made = await send('POST', '/api/v1/setup', { token: setupToken, organisation: 'Own', zone: 'UTC', login: 'first', name: 'First', password })
  expect(made.status).toBe(201)
  const session = made.headers.get('x-feedstock-session')!, organisation = (made.json() as unknown as { organisations: { id: string }[] }).organisations[0]!.id
  secrets.set('session', session)
  const own = { authorization: `Bearer ${session}`, 'x-feedstock-organisation': organisation }
  const id = 'edge-0123456789'
  expect((await send('GET', '/api/v1/session', undefined, { cookie: `feedstock_session=${session}`, 'x-request-id': id })).status).toBe(200)
  await send('GET', `/api/v1/nowhere?token=${session}`, undefined, own)
  await send('POST', '/api/v1/session', { login: 'first', password: 'a wrong passphrase entirely' })
  secrets.set('wrong password', 'a wrong passphrase entirely')
  await send('POST', '/api/v1/session', `{"login": "first", "password": "${password}"`)
  await send('POST', '/api/v1/session', { login: 'first', password, unexpected: password })
  const token = (await send('POST', '/api/v1/tokens', { name: 'Script', permissions: ['project.read'] }, own)).json() as unknown as { secret: string }
  secrets.set('token', token.secret)
  await send('GET', '/api/v1/projects', undefined, { authorization: `Bearer ${token.secret}` })
  const invitation = (await send('POST', '/api/v1/invitations', { name: 'Second', roles: ['executor'] }, own)).json() as unknown as { secret: string }
  secrets.set('invitation', invitation.secret)
  await send('POST', '/api/v1/invitations/read', { secret: invitation.secret })
  await send('GET', `/join?secret=${invitation.secret}`, undefined, { accept: 'text/html' })
  await send('GET', `/join/${invitation.secret}`, undefined, { accept: 'text/html' })
  const begun = (await send('POST', '/api/v1/account/second-factor', undefined, own)).json() as unknown as { secret: string }
  secrets.set('key of the second factor', begun.secret)
  const code = new TOTP({ secret: begun.secret }).generate()
  const confirmed = await send('POST', '/api/v1/account/second-factor/confirm', { code }, own)
  expect(confirmed.status).toBe(200)
  secrets.set('code', code)
  for (const [i, recovery] of (confirmed.json() as unknown as { recoveryCodes: string[] }).recoveryCodes.entries()) secrets.set(`recovery code ${i}`, recovery)
  const challenge = (await send('POST', '/api/v1/session', { login: 'first', password })).json() as unknown as { challenge: string }
  secrets.set('challenge', challenge.challenge)
  await send('POST', '/api/v1/session/code', { challenge: challenge.challenge, code: '000000' })
  secrets.set('password of the database', new URL(inject('cluster').adminUrl).password)

  expect([...secrets.values()].filter(value => !value || value.length < 6)).toEqual([])
  await expect.poll(said).toContain(id)
  const lines = said().split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as Record<string, unknown>)
  const requests = lines.filter(line => line['msg'] === 'incoming request')
  expect(requests.length).toBeGreaterThanOrEqual(15)
  expect(requests.every(line => typeof line['reqId'] === 'string')).toBe(true)
  expect(lines.filter(line => line['reqId'] === id).length).toBeGreaterThanOrEqual(2)
  expect([...secrets].filter(([, value]) => said().includes(value) || said().includes(encodeURIComponent(value))).map(([what]) => what)).toEqual([])
}, 60_000)

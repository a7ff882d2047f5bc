import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const read = (argv: string[], env: NodeJS.ProcessEnv = {}) => {
  const settings = readSettings(argv, env, '/nowhere')
  if (!settings.ok) throw new Error(settings.failure.code)
  return settings.value
}
const failureOf = (argv: string[], env: NodeJS.ProcessEnv = {}) => {
  const settings = readSettings(argv, env)
  return settings.ok ? null : settings.failure
}

describe('settings', () => {
  test('Without anything said: port 8080 not chosen, loopback, the browser opens, built-in database, blobs in the folder.', () => {
    expect(read([])).toEqual({
      dataFolder: '/nowhere/.data', port: 8080, portChosen: false, host: '127.0.0.1', open: true, logLevel: 'info',
      databaseUrl: null, s3: null, secret: null, publicUrl: null, providers: [], trustedProxies: [], storageHosts: [], requestsPerMinute: 12_000, slots: null,
    })
  })

  test('A flag wins over the environment, and the environment over the default; either way the port counts as chosen.', () => {
    const env = { FEEDSTOCK_DATA: 'e', FEEDSTOCK_PORT: '9000', FEEDSTOCK_HOST: '0.0.0.0', FEEDSTOCK_OPEN: '0', FEEDSTOCK_LOG_LEVEL: 'debug' }
    expect(read([], env)).toMatchObject({ dataFolder: '/nowhere/e', port: 9000, portChosen: true, host: '0.0.0.0', open: false, logLevel: 'debug' })
    expect(read(['--data', '/d', '--port', '9001', '--host', '::', '--no-open', '--log-level', 'warn'], env))
      .toMatchObject({ dataFolder: '/d', port: 9001, portChosen: true, host: '::', open: false, logLevel: 'warn' })
  })

  test('The default data folder lies in the root of the project that the working directory belongs to.', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'feedstock-settings-'))
    writeFileSync(path.join(root, 'package.json'), '{}')
    mkdirSync(path.join(root, 'a', 'b'), { recursive: true })
    const settings = readSettings([], {}, path.join(root, 'a', 'b'))
    expect(settings.ok && settings.value.dataFolder).toBe(path.join(root, '.data'))
    rmSync(root, { recursive: true })
  })

  test.each([
    [['--prot', '1'], {}, 'host.unknown-option', { option: '--prot' }],
    [['--port', '80a'], {}, 'host.bad-option', { option: '--port', value: '80a' }],
    [[], { FEEDSTOCK_PORT: '70000' }, 'host.bad-option', { option: 'FEEDSTOCK_PORT', value: '70000' }],
    [['--log-level', 'loud'], {}, 'host.bad-option', { option: '--log-level' }],
    [[], { DATABASE_URL: 'mysql://h/d' }, 'database.bad-url', {}],
    [[], { FEEDSTOCK_SECRET: 'short' }, 'host.secret-too-short', {}],
    [[], { S3_BUCKET: 'b' }, 'host.incomplete-s3', { missing: 'S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY' }],
  ])('%j with %j is refused as %s.', (argv, env, code, parameters) => {
    expect(failureOf(argv, env)).toMatchObject({ code, parameters })
  })

  const oidc = { FEEDSTOCK_OIDC_ISSUER: 'https://id.example/realm', FEEDSTOCK_OIDC_CLIENT_ID: 'c', FEEDSTOCK_OIDC_CLIENT_SECRET: 's' }, organisation = '01890000-0000-7000-8000-000000000001'

  test('An OpenID provider needs issuer, client and secret; the rest has defaults, and domains name an organisation and roles.', () => {
    expect(read([], oidc).providers).toEqual([{ id: 'company', label: 'id.example', issuer: 'https://id.example/realm', clientId: 'c', clientSecret: 's', scopes: 'openid email profile', domains: [] }])
    expect(read([], { ...oidc, FEEDSTOCK_OIDC_LABEL: '公司账号', FEEDSTOCK_OIDC_DOMAINS: `Example.com=${organisation}:executor+reviewer` }).providers).toMatchObject([{ label: '公司账号', domains: [{ domain: 'example.com', organisation, roles: ['executor', 'reviewer'] }] }])
    expect(failureOf([], { FEEDSTOCK_OIDC_ISSUER: 'https://id.example' })).toMatchObject({ code: 'host.incomplete-oidc', parameters: { missing: 'FEEDSTOCK_OIDC_CLIENT_ID, FEEDSTOCK_OIDC_CLIENT_SECRET' } })
  })

  test('A provider in clear text off this machine, a domain that makes administrators or names no organisation, scopes without openid are refused by name.', () => {
    const optionOf = (more: NodeJS.ProcessEnv) => failureOf([], { ...oidc, ...more })?.parameters['option']
    expect(optionOf({ FEEDSTOCK_OIDC_ISSUER: 'http://id.example' })).toBe('FEEDSTOCK_OIDC_ISSUER')
    expect(optionOf({ FEEDSTOCK_OIDC_ISSUER: 'http://localhost:9000' })).toBeUndefined()
    for (const domains of [`example.com=${organisation}:administrator`, 'example.com=base:executor', `example.com=${organisation}:boss`, 'example.com']) expect(optionOf({ FEEDSTOCK_OIDC_DOMAINS: domains })).toBe('FEEDSTOCK_OIDC_DOMAINS')
    expect(optionOf({ FEEDSTOCK_OIDC_SCOPES: 'email' })).toBe('FEEDSTOCK_OIDC_SCOPES')
  })

  test('Storage hosts are a list.', () => { expect(read([], { FEEDSTOCK_STORAGE_HOSTS: 'minio:9000, 10.0.0.7' }).storageHosts).toEqual(['minio:9000', '10.0.0.7']) })
  test('Trusted proxies are a list.', () => { expect(read([], { FEEDSTOCK_TRUSTED_PROXIES: '10.0.0.1, 10.1.0.0/16' }).trustedProxies).toEqual(['10.0.0.1', '10.1.0.0/16']) })

  test('Requests a minute and slots are whole numbers in their bounds; 0 requests means no bound, 0 slots is refused.', () => {
    expect(read([], { FEEDSTOCK_REQUESTS_PER_MINUTE: '0', FEEDSTOCK_SLOTS: '8' })).toMatchObject({ requestsPerMinute: 0, slots: 8 })
    for (const [option, value] of [['FEEDSTOCK_SLOTS', '0'], ['FEEDSTOCK_SLOTS', 'all'], ['FEEDSTOCK_SLOTS', '2000'], ['FEEDSTOCK_REQUESTS_PER_MINUTE', '-1'], ['FEEDSTOCK_REQUESTS_PER_MINUTE', '1.5']] as const)
      expect(failureOf([], { [option]: value })).toMatchObject({ code: 'host.bad-number', parameters: { option, value } })
  })
})

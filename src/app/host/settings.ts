import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../kernel/result.ts'
import type { ProviderSettings } from '../../workspace/access/external-login/settings.ts'
import { databaseFailures, hostFailures } from './errors.ts'
import { readProviders } from './provider-settings.ts'
import { withSecretFiles } from './secret-files.ts'

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** Where blobs lie: in the data folder, or in one bucket of an S3 service. */
export interface S3Settings { readonly endpoint: string, readonly bucket: string, readonly region: string, readonly accessKeyId: string, readonly secretAccessKey: string }

export interface Settings {
  /** Absolute path. */
  readonly dataFolder: string
  readonly port: number
  /** Whether a person chose the port: then a taken one is a failure, else the next free one is used. */
  readonly portChosen: boolean
  readonly host: string
  readonly open: boolean
  readonly logLevel: LogLevel
  /** An outside PostgreSQL, or null for the built-in one. */
  readonly databaseUrl: string | null
  readonly s3: S3Settings | null
  /** The installation's secret when several machines share it, else null: `secrets/master` of the data folder. */
  readonly secret: string | null
  /** The address people use when it is not http://localhost:<port> (a reverse proxy). */
  readonly publicUrl: string | null
  /** OpenID providers that people may sign in with. */
  readonly providers: readonly ProviderSettings[]
  /** Addresses or networks of reverse proxies whose `X-Forwarded-For` counts. */
  readonly trustedProxies: readonly string[]
  /** How many requests of the API one caller may make in a minute, on each server; 0: as many as they like. */
  readonly requestsPerMinute: number
  /** Shards that a worker carries out at a time, or null: one fewer than the machine has cores. */
  readonly slots: number | null
  /** Hosts of object storage (`name` or `name:port`) that people may connect to although they are private or speak plain http. */
  readonly storageHosts: readonly string[]
}

export const defaultPort = 8080
/** 200 a second: several times what a page with a wall of pictures asks for. */
const defaultRequestsPerMinute = 12_000
const secretLength = 32

const options = {
  data: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' }, 'no-open': { type: 'boolean' }, 'log-level': { type: 'string' },
} as const

const readFlags = (argv: readonly string[]) => {
  try {
    return ok(parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values)
  } catch (error) {
    const unknown = /'(-[^']*|[^']+)'/.exec(error instanceof Error ? error.message : '')?.[1] ?? argv.join(' ')
    return fail(hostFailures.unknownOption({ option: unknown }))
  }
}

const readPort = (option: string, value: string): Result<number> => {
  const port = Number(value)
  return /^\d+$/.test(value) && port >= 1 && port <= 65_535 ? ok(port) : fail(hostFailures.badOption({ option, value, expected: '1-65535' }))
}

const readNumber = (option: string, value: string | undefined, absent: number, least: number, most: number): Result<number> => {
  if (!value) return ok(absent)
  return /^\d{1,7}$/.test(value) && Number(value) >= least && Number(value) <= most ? ok(Number(value)) : fail(hostFailures.badNumber({ option, value, least, most }))
}

const s3Names = { endpoint: 'S3_ENDPOINT', bucket: 'S3_BUCKET', region: 'S3_REGION', accessKeyId: 'S3_ACCESS_KEY_ID', secretAccessKey: 'S3_SECRET_ACCESS_KEY' } as const

const readS3 = (env: NodeJS.ProcessEnv): Result<S3Settings | null> => {
  if (!env['S3_BUCKET'] && !env['S3_ENDPOINT']) return ok(null)
  const missing = Object.values(s3Names).filter(name => !env[name] && name !== 'S3_REGION')
  if (missing.length > 0) return fail(hostFailures.incompleteS3({ missing: missing.join(', ') }))
  const read = (name: string): string => env[name] ?? ''
  return ok({
    endpoint: read('S3_ENDPOINT'), bucket: read('S3_BUCKET'), region: env['S3_REGION'] || 'us-east-1',
    accessKeyId: read('S3_ACCESS_KEY_ID'), secretAccessKey: read('S3_SECRET_ACCESS_KEY'),
  })
}

const readUrl = (name: string, value: string | undefined, protocols: readonly string[]): Result<string | null> => {
  if (!value) return ok(null)
  if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return ok(value)
  return fail(name === 'DATABASE_URL' ? databaseFailures.badUrl() : hostFailures.badOption({ option: name, value, expected: 'http(s)://host' }))
}

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').map(one => one.trim()).filter(Boolean)

/** The folder of the nearest package.json on the way up, else the folder itself: a command run in a subfolder finds the same `.data`. */
const projectRoot = (folder: string): string => {
  for (let place = folder; ; place = path.dirname(place)) {
    if (existsSync(path.join(place, 'package.json'))) return place
    if (place === path.dirname(place)) return folder
  }
}

/**
 * Flags before environment before defaults.
 * @param argv what follows the command
 * @param folder the working directory: a relative `--data` starts here, the default `.data` lies in the root of its project
 */
export const readSettings = (argv: readonly string[], environment: NodeJS.ProcessEnv, folder: string = process.cwd()): Result<Settings> => {
  const complete = withSecretFiles(environment)
  if (!complete.ok) return complete
  const env = complete.value
  const flags = readFlags(argv)
  if (!flags.ok) return flags
  const { data, port: portFlag, host, 'no-open': noOpen, 'log-level': levelFlag } = flags.value
  const portText = portFlag ?? env['FEEDSTOCK_PORT']
  const port = portText ? readPort(portFlag === undefined ? 'FEEDSTOCK_PORT' : '--port', portText) : ok(defaultPort)
  if (!port.ok) return port
  const levelText = levelFlag ?? (env['FEEDSTOCK_LOG_LEVEL'] || 'info')
  const logLevel = logLevels.find(level => level === levelText)
  if (!logLevel) return fail(hostFailures.badOption({ option: '--log-level', value: levelText, expected: logLevels.join(' | ') }))
  const secret = env['FEEDSTOCK_SECRET'] || null
  if (secret !== null && secret.length < secretLength) return fail(hostFailures.secretTooShort())
  const s3 = readS3(env)
  if (!s3.ok) return s3
  const databaseUrl = readUrl('DATABASE_URL', env['DATABASE_URL'], ['postgres:', 'postgresql:'])
  if (!databaseUrl.ok) return databaseUrl
  const publicUrl = readUrl('FEEDSTOCK_PUBLIC_URL', env['FEEDSTOCK_PUBLIC_URL'], ['http:', 'https:'])
  if (!publicUrl.ok) return publicUrl
  const providers = readProviders(env)
  if (!providers.ok) return providers
  const requestsPerMinute = readNumber('FEEDSTOCK_REQUESTS_PER_MINUTE', env['FEEDSTOCK_REQUESTS_PER_MINUTE'], defaultRequestsPerMinute, 0, 1_000_000)
  if (!requestsPerMinute.ok) return requestsPerMinute
  const slots = readNumber('FEEDSTOCK_SLOTS', env['FEEDSTOCK_SLOTS'], 0, 1, 1_024)
  if (!slots.ok) return slots
  const chosenFolder = data ?? env['FEEDSTOCK_DATA']
  return ok({
    dataFolder: chosenFolder ? path.resolve(folder, chosenFolder) : path.join(projectRoot(folder), '.data'),
    port: port.value, portChosen: Boolean(portText), host: host ?? (env['FEEDSTOCK_HOST'] || '127.0.0.1'),
    open: !noOpen && env['FEEDSTOCK_OPEN'] !== '0', logLevel,
    databaseUrl: databaseUrl.value, s3: s3.value, secret, publicUrl: publicUrl.value?.replace(/\/+$/, '') ?? null, providers: providers.value,
    trustedProxies: listOf(env['FEEDSTOCK_TRUSTED_PROXIES']), storageHosts: listOf(env['FEEDSTOCK_STORAGE_HOSTS']),
    requestsPerMinute: requestsPerMinute.value, slots: slots.value || null,
  })
}

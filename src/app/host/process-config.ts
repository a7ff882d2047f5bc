import { fail, ok, type Result } from '../../kernel/result.ts'
import { hostFailures } from './errors.ts'
import type { ProviderSettings } from '../../workspace/access/external-login/settings.ts'
import type { LogLevel, S3Settings } from './settings.ts'

export type BlobConfig = { readonly kind: 'folder', readonly path: string } | ({ readonly kind: 's3' } & S3Settings)

/** What server and worker are told when they start; they read no other setting. Paths are absolute. */
export interface ProcessConfig {
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  readonly logLevel: LogLevel
  /** Addresses of the roles that own nothing; neither process knows the owner's. */
  readonly database: { readonly app: string, readonly scheduler: string }
  readonly blobs: BlobConfig
  /** 64 hexadecimal digits. */
  readonly masterSecret: string
  /** PEM (PKCS #8) of the Ed25519 key that signs manifests. */
  readonly signingKeyPath: string
  readonly publicUrl: string
  /** OpenID providers that people may sign in with. */
  readonly providers: readonly ProviderSettings[]
  /** Reverse proxies whose word on the caller's address counts. */
  readonly trustedProxies: readonly string[]
  /** Of the API, by one caller, on this server; 0: no bound. */
  readonly requestsPerMinute: number
  /** Shards that the worker carries out at a time, or null: one fewer than the machine has cores. */
  readonly slots: number | null
  /** Hosts of object storage that people may connect to although they are private or speak plain http. */
  readonly storageHosts: readonly string[]
  /** The one-time token of the first administrator's link, or null when it was used. The database holds its SHA-256. */
  readonly setupToken: string | null
  /** The built web app. */
  readonly webRoot: string
}

export const processConfigVariable = 'FEEDSTOCK_ROLE_CONFIG'

/** The environment of a child: the parent's, without what only the parent may know, with the configuration. */
export const childEnvironment = (config: ProcessConfig, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _owner, FEEDSTOCK_SECRET: _secret, S3_SECRET_ACCESS_KEY: _s3, FEEDSTOCK_OIDC_CLIENT_SECRET: _oidc, ...rest } = env
  return { ...rest, [processConfigVariable]: JSON.stringify(config) }
}

/** Reads the configuration and removes it from the environment, so that no grandchild inherits the secrets. */
export const readProcessConfig = (env: NodeJS.ProcessEnv = process.env): Result<ProcessConfig> => {
  const text = env[processConfigVariable]
  delete env[processConfigVariable]
  try {
    const config = JSON.parse(text ?? '') as ProcessConfig
    if (typeof config.database.app === 'string' && typeof config.port === 'number' && /^[0-9a-f]{64}$/.test(config.masterSecret)) return ok(config)
  } catch {
    // Absent or not JSON: the same answer as for a wrong shape.
  }
  return fail(hostFailures.badProcessConfig({ variable: processConfigVariable }))
}

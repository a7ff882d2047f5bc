import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** A server that Feedstock can work with and that this project does not bring: Debian's packages, for the tests against it. */
export interface OutsideServer { readonly name: 'PostgreSQL' | 'S3', readonly packages: readonly string[], readonly find: () => string | null }

const debianPostgres = '/usr/lib/postgresql'
const swiftServers = ['proxy', 'account', 'container', 'object'].map(part => `/usr/bin/swift-${part}-server`)

export const outsideServers: Readonly<Record<'postgres' | 's3', OutsideServer>> = {
  postgres: {
    name: 'PostgreSQL', packages: ['postgresql'],
    /** The folder of initdb and postgres, the newest first. */
    find: () => (existsSync(debianPostgres) ? readdirSync(debianPostgres) : []).sort((a, b) => Number(b) - Number(a))
      .map(major => path.join(debianPostgres, major, 'bin')).find(folder => existsSync(path.join(folder, 'initdb')) && existsSync(path.join(folder, 'postgres'))) ?? null,
  },
  // OpenStack Swift speaks S3 and checks its signatures; no other independent server is packaged.
  s3: {
    name: 'S3', packages: ['swift-proxy', 'swift-account', 'swift-container', 'swift-object', 'memcached'],
    find: () => [...swiftServers, '/usr/bin/swift-ring-builder', '/usr/bin/memcached'].every(file => existsSync(file)) ? '/usr/bin' : null,
  },
}

export const inCi = Boolean(process.env['CI']) && process.env['CI'] !== 'false'

/** Whether a suite against this server counts as skipped. In CI it runs all the same, and fails. */
export const isLacking = ({ find }: OutsideServer): boolean => find() === null && !inCi

import { readFileSync } from 'node:fs'
import { fail, ok, type Result } from '../../kernel/result.ts'
import { hostFailures } from './errors.ts'

/** Settings that are secret: each may lie in a file that `<NAME>_FILE` names, as container platforms hand secrets out. */
export const secretSettings = ['DATABASE_URL', 'FEEDSTOCK_SECRET', 'S3_SECRET_ACCESS_KEY', 'FEEDSTOCK_OIDC_CLIENT_SECRET'] as const

/**
 * The environment with the secrets that lie in files put where they are read. The last line break of a file does not count.
 * @returns `host.secret-file-unreadable` when a named file cannot be read or is empty, `host.secret-twice` when value and file are both given
 */
export const withSecretFiles = (env: NodeJS.ProcessEnv): Result<NodeJS.ProcessEnv> => {
  const complete = { ...env }
  for (const name of secretSettings) {
    const path = env[`${name}_FILE`]
    if (!path) continue
    if (env[name]) return fail(hostFailures.secretTwice({ option: name }))
    try {
      const value = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
      if (value === '') return fail(hostFailures.secretFileUnreadable({ option: `${name}_FILE`, path, reason: 'empty' }))
      complete[name] = value
    } catch (error) {
      return fail(hostFailures.secretFileUnreadable({ option: `${name}_FILE`, path, reason: (error as NodeJS.ErrnoException).code ?? String(error) }))
    }
  }
  return ok(complete)
}

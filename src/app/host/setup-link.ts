import { createHash, randomBytes } from 'node:crypto'
import type pg from 'pg'

/**
 * Makes a new one-time token for the first administrator; the one before it is void. The database keeps its SHA-256 (hexadecimal) alone.
 * @returns null once a token has been used
 */
export const renewSetupToken = async (owner: pg.Client): Promise<string | null> => {
  const token = randomBytes(32).toString('base64url')
  const digest = createHash('sha256').update(token).digest('hex')
  const { rowCount } = await owner.query(`
    insert into feedstock.installation as present (id, setup_token_hash) values (1, $1)
    on conflict (id) do update set setup_token_hash = excluded.setup_token_hash where present.setup_used_at is null`, [digest])
  return rowCount === 1 ? token : null
}

export const setupLink = (publicUrl: string, token: string): string => `${publicUrl}/setup?token=${token}`

import type { Tx } from '../../database/connect.ts'
import type { Attempts } from './model.ts'
import '../table.ts'

/** The row of the key, locked: attempts that arrive together are counted one after the other, on every server. */
export const lockAttempts = async (tx: Tx, key: string, now: Date): Promise<Attempts> => {
  await tx.insertInto('sign_in_throttle').values({ key, failures: 0, failed_at: now, blocked_until: null }).onConflict(c => c.column('key').doNothing()).execute()
  const row = await tx.selectFrom('sign_in_throttle').selectAll().where('key', '=', key).forUpdate().executeTakeFirstOrThrow()
  return { failures: row.failures, failedAt: row.failed_at, blockedUntil: row.blocked_until }
}
export const keepAttempts = (tx: Tx, key: string, attempts: Attempts): Promise<unknown> =>
  tx.updateTable('sign_in_throttle').set({ failures: attempts.failures, failed_at: attempts.failedAt, blocked_until: attempts.blockedUntil }).where('key', '=', key).execute()
export const forgetAttempts = (tx: Tx, keys: readonly string[]): Promise<unknown> => tx.deleteFrom('sign_in_throttle').where('key', 'in', [...keys]).execute()
/** Removes rows that count for nothing any more; those that somebody is counting at this moment stay. */
export const sweepAttempts = (tx: Tx, before: Date): Promise<unknown> =>
  tx.deleteFrom('sign_in_throttle').where('key', 'in', e => e.selectFrom('sign_in_throttle').select('key').where('failed_at', '<', before).forUpdate().skipLocked()).execute()

import type { AccountId, OrganisationId } from '../../../kernel/ids.ts'
import type { Tx } from '../../database/connect.ts'
import '../table.ts'

export interface StoredFactor { readonly sealedSecret: string, readonly lastStep: number, readonly isConfirmed: boolean }

/** Locked: of two codes that arrive together, one waits for the other. */
export const lockFactor = async (tx: Tx, account: AccountId): Promise<StoredFactor | null> => {
  const row = await tx.selectFrom('second_factor').selectAll().where('account', '=', account).forUpdate().executeTakeFirst()
  return row ? { sealedSecret: row.sealed_secret, lastStep: row.last_step, isConfirmed: row.confirmed_at !== null } : null
}
export const hasFactor = async (tx: Tx, account: AccountId): Promise<boolean> =>
  (await tx.selectFrom('second_factor').select('account').where('account', '=', account).where('confirmed_at', 'is not', null).executeTakeFirst()) !== undefined
/** A new secret in place of one that was never confirmed. */
export const putFactor = (tx: Tx, account: AccountId, sealedSecret: string, now: Date): Promise<unknown> =>
  tx.insertInto('second_factor').values({ account, sealed_secret: sealedSecret, last_step: -1, created_at: now, confirmed_at: null })
    .onConflict(c => c.column('account').doUpdateSet({ sealed_secret: sealedSecret, last_step: -1, created_at: now }).where('second_factor.confirmed_at', 'is', null)).execute()
export const confirmFactor = (tx: Tx, account: AccountId, now: Date): Promise<unknown> => tx.updateTable('second_factor').set({ confirmed_at: now }).where('account', '=', account).execute()
export const takeStep = (tx: Tx, account: AccountId, step: number): Promise<unknown> => tx.updateTable('second_factor').set({ last_step: step }).where('account', '=', account).execute()
export const dropFactor = async (tx: Tx, account: AccountId): Promise<boolean> => {
  await tx.deleteFrom('recovery_code').where('account', '=', account).execute()
  return (await tx.deleteFrom('second_factor').where('account', '=', account).executeTakeFirst()).numDeletedRows === 1n
}

export const putRecoveryCodes = async (tx: Tx, account: AccountId, hashes: readonly string[]): Promise<void> => {
  await tx.deleteFrom('recovery_code').where('account', '=', account).execute()
  await tx.insertInto('recovery_code').values(hashes.map(code_hash => ({ account, code_hash, used_at: null }))).execute()
}
/** True once. */
export const takeRecoveryCode = async (tx: Tx, account: AccountId, hash: string, now: Date): Promise<boolean> =>
  (await tx.updateTable('recovery_code').set({ used_at: now }).where('account', '=', account).where('code_hash', '=', hash).where('used_at', 'is', null).executeTakeFirst()).numUpdatedRows === 1n
export const countRecoveryCodes = async (tx: Tx, account: AccountId): Promise<number> =>
  (await tx.selectFrom('recovery_code').select(e => e.fn.countAll<number>().as('n')).where('account', '=', account).where('used_at', 'is', null).executeTakeFirstOrThrow()).n

export const insertChallenge = async (tx: Tx, c: { id: string, account: AccountId, hash: string, now: Date, expires: Date }): Promise<void> => {
  await tx.deleteFrom('sign_in_challenge').where('account', '=', c.account).where('expires_at', '<', c.now).execute()
  await tx.insertInto('sign_in_challenge').values({ id: c.id, account: c.account, secret_hash: c.hash, created_at: c.now, expires_at: c.expires }).execute()
}
export const findChallenge = async (tx: Tx, hash: string, now: Date): Promise<{ account: AccountId } | null> => {
  const row = await tx.selectFrom('sign_in_challenge as c').innerJoin('account as a', 'a.id', 'c.account').select('c.account').where('c.secret_hash', '=', hash).where('c.expires_at', '>', now).where('a.disabled_at', 'is', null).executeTakeFirst()
  return row ? { account: row.account as AccountId } : null
}
/** True once. */
export const takeChallenge = async (tx: Tx, hash: string): Promise<boolean> => (await tx.deleteFrom('sign_in_challenge').where('secret_hash', '=', hash).executeTakeFirst()).numDeletedRows === 1n
export const dropChallenges = (tx: Tx, account: AccountId): Promise<unknown> => tx.deleteFrom('sign_in_challenge').where('account', '=', account).execute()

export const setRequired = (tx: Tx, organisation: OrganisationId, required: boolean): Promise<unknown> =>
  tx.updateTable('organisation').set({ require_totp: required }).where('organisation', '=', organisation).execute()
/** By account, of the whole organisation. */
export const factorsHere = async (tx: Tx, organisation: OrganisationId): Promise<ReadonlySet<string>> => {
  const rows = await tx.selectFrom('second_factor as f').innerJoin('membership as m', 'm.account', 'f.account').select('f.account').where('m.organisation', '=', organisation).where('f.confirmed_at', 'is not', null).execute()
  return new Set(rows.map(row => row.account))
}

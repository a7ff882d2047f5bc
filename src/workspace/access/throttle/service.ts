import { refuse } from '../../../kernel/failure.ts'
import type { AccountId } from '../../../kernel/ids.ts'
import { sha256 } from '../../blobs/service.ts'
import { inScope } from '../../database/connect.ts'
import type { Services } from '../../database/services.ts'
import { recordForInstallation } from '../../journal/service.ts'
import { accessFailures } from '../errors.ts'
import { afterAttempt, throttleWindow, waitOf, type ThrottledBy } from './model.ts'
import * as rows from './repository.ts'

/** What an attempt is counted under. Null values are not counted. */
export type Tried = { readonly [By in ThrottledBy]?: string | null }

// Digests: the table holds neither logins nor addresses. Always in this order, so that two attempts never wait for each other.
const keysOf = (tried: Tried): { by: ThrottledBy, key: string }[] =>
  (['login', 'account', 'address'] as const).flatMap(by => tried[by] ? [{ by, key: sha256(`${by}:${tried[by].toLowerCase()}`) }] : [])

/**
 * Counts an attempt as failed before it is made, in a transaction of its own: what is refused afterwards stays counted, and a hundred
 * attempts at once are a hundred. Says nothing of whether what was tried exists.
 * @throws a refusal `access.too-many-attempts` with the seconds to wait
 */
export const countAttempt = async (services: Services, tried: Tried): Promise<void> => {
  const now = services.clock.now()
  const wait = await inScope(services.db, {}, async tx => {
    await rows.sweepAttempts(tx, new Date(now.getTime() - 2 * throttleWindow))
    const found = []
    for (const { by, key } of keysOf(tried)) found.push({ by, key, before: await rows.lockAttempts(tx, key, now) })
    const longest = Math.max(0, ...found.map(one => waitOf(one.before, now)))
    if (longest === 0) for (const { by, key, before } of found) {
      const kept = afterAttempt(before, by, now)
      await rows.keepAttempts(tx, key, kept)
      // Once for each time that somebody is made to wait, however often they knock meanwhile.
      if (kept.blockedUntil) await recordForInstallation(tx, null, now, { verb: 'sign-in.throttled', kind: 'sign-in', object: key, detail: { by, failures: kept.failures, seconds: Math.ceil((kept.blockedUntil.getTime() - now.getTime()) / 1000) } })
    }
    return longest
  })
  if (wait > 0) refuse(accessFailures.tooManyAttempts({ seconds: Math.ceil(wait / 1000) }))
}

/** A sign-in was refused: whose, where the login is known, and from which address, as a digest. */
export const noteRefused = (services: Services, account: AccountId | null, reason: 'password' | 'disabled' | 'code', address: string | null): Promise<unknown> => inScope(services.db, {}, tx =>
  recordForInstallation(tx, account, services.clock.now(), { verb: 'sign-in.refused', kind: 'sign-in', object: account ?? 'unknown', detail: { reason, address: address && sha256(`address:${address.toLowerCase()}`) } }))

/** The attempt succeeded. The address stays counted: else whoever has one account could try all others from there. */
export const attemptSucceeded = (services: Services, tried: Tried): Promise<unknown> =>
  inScope(services.db, {}, tx => rows.forgetAttempts(tx, keysOf({ ...tried, address: null }).map(one => one.key)))

import { Secret } from 'otpauth'
import { expect, it } from 'vitest'
import { codeAt, newRecoveryCode, newTotpSecret, recoveryCodeHash, stepOfCode, totpAddress } from './totp.ts'

const secret = Secret.fromLatin1('12345678901234567890').base32
const at = (seconds: number): Date => new Date(seconds * 1000)

it('makes and takes the codes of RFC 6238 appendix B (SHA-1, the last six of their eight digits)', () => {
  const vectors: readonly (readonly [number, string])[] = [[59, '94287082'], [1111111109, '07081804'], [1111111111, '14050471'], [1234567890, '89005924'], [2000000000, '69279037'], [20000000000, '65353130']]
  for (const [seconds, code] of vectors) {
    expect(codeAt(secret, at(seconds))).toBe(code.slice(2))
    expect(stepOfCode(secret, code.slice(2), at(seconds))).toBe(Math.floor(seconds / 30))
  }
})

it('takes the code of the step before and of the step after, names the step that it belongs to, and takes no other', () => {
  const now = at(1_800_000_000), step = 60_000_000
  expect([-30, 0, 30].map(off => stepOfCode(secret, codeAt(secret, at(1_800_000_000 + off)), now))).toEqual([step - 1, step, step + 1])
  expect([-60, 60].map(off => stepOfCode(secret, codeAt(secret, at(1_800_000_000 + off)), now))).toEqual([null, null])
  for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６']) expect(stepOfCode(secret, code, now)).toBeNull()
})

it('writes the address that authenticators read, with issuer and login', () => {
  const address = new URL(totpAddress(newTotpSecret(), 'lin@base'))
  expect([address.protocol, address.host, decodeURIComponent(address.pathname)]).toEqual(['otpauth:', 'totp', '/Feedstock:lin@base'])
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ issuer: 'Feedstock', algorithm: 'SHA1', digits: '6', period: '30' })
  expect(address.searchParams.get('secret')).toMatch(/^[A-Z2-7]{32}$/)
})

it('knows a recovery code again however it was typed, and makes no two alike', () => {
  const codes = Array.from({ length: 200 }, newRecoveryCode), first = codes[0]!
  expect(first).toMatch(/^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$/)
  expect(new Set(codes).size).toBe(200)
  expect(recoveryCodeHash(` ${first.toUpperCase().replaceAll('-', ' ')} `)).toBe(recoveryCodeHash(first))
  expect(recoveryCodeHash(codes[1]!)).not.toBe(recoveryCodeHash(first))
})

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openVault } from './vault.ts'

const key = randomBytes(32), vault = openVault(key)

it('gives back every text that it sealed, to a vault with the same key, and never seals alike twice', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (purpose, text) => {
    const sealed = vault.seal(purpose, text)
    expect(openVault(Buffer.from(key)).open(purpose, sealed)).toBe(text)
    expect(vault.seal(purpose, text)).not.toBe(sealed)
  }))
})

it('opens nothing with another key, for another purpose, cut short, or with one changed byte', () => {
  const sealed = vault.seal('totp:a', 'JBSWY3DPEHPK3PXP'), bytes = Buffer.from(sealed.slice(3), 'base64url')
  expect(openVault(randomBytes(32)).open('totp:a', sealed)).toBeNull()
  expect(vault.open('totp:b', sealed)).toBeNull()
  for (const wrong of ['', 'v1.', 'v2.x', sealed.slice(0, -4)]) expect(vault.open('totp:a', wrong)).toBeNull()
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i]! ^= 1
    expect(vault.open('totp:a', `v1.${changed.toString('base64url')}`)).toBeNull()
  }
})

import { expect, test } from 'vitest'
import { Refusal } from '../../../kernel/failure.ts'
import { endpointOf, guardedLookup, isPrivateAddress } from './address.ts'

test('addresses of private and special networks are known, also when an IPv4 address is written as IPv6', () => {
  for (const address of ['10.1.2.3', '127.0.0.1', '169.254.169.254', '172.31.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0', '::1', '::', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '64:ff9b::a00:1']) expect(isPrivateAddress(address), address).toBe(true)
  for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8']) expect(isPrivateAddress(address), address).toBe(false)
})

test('a listed host may be private and speak plain http, by name for every port or with one port', () => {
  expect(endpointOf('http://127.0.0.1:9000', { hosts: ['127.0.0.1'] }).origin).toBe('http://127.0.0.1:9000')
  expect(endpointOf('http://minio:9000', { hosts: ['minio:9000'] }).origin).toBe('http://minio:9000')
  expect(() => endpointOf('http://minio:9001', { hosts: ['minio:9000'] })).toThrow('storage.plain-http')
  expect(() => endpointOf('https://[fd00::1]', { hosts: [] })).toThrow('storage.private-address')
  expect(endpointOf('https://s3.example.org', { hosts: [] }).origin).toBe('https://s3.example.org')
})

test('a name that leads to a private address is refused when the connection is made', async () => {
  const error = await new Promise<unknown>(resolve => { guardedLookup('localhost', {}, failed => { resolve(failed) }) })
  expect(error instanceof Refusal && error.failure).toMatchObject({ code: 'storage.private-address', parameters: { host: 'localhost' } })
})

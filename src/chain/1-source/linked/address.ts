import { lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import { Refusal, refuse } from '../../../kernel/failure.ts'
import { storageFailures } from './errors.ts'

/** Hosts (`name` or `name:port`) that the operator lets people connect to although they lie in a private network or speak plain http. */
export interface StorageRules { readonly hosts: readonly string[] }
declare module '../../../workspace/database/services.ts' { interface Services { readonly storage: StorageRules } }

/** IANA special-purpose registries (RFC 6890): nothing in them is a storage service on the internet. */
const special = new BlockList()
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) special.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [['::', 128], ['::1', 128], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) special.addSubnet(net, bits, 'ipv6')

/** An IPv4 address written as IPv6 counts as what it is. */
export const isPrivateAddress = (address: string): boolean => special.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '')
export const isListed = (url: URL, { hosts }: StorageRules): boolean => hosts.includes(hostOf(url)) || hosts.includes(url.host)

/** The address of a service, as it is kept. @throws Refusal when it is none, or when it may not be connected to */
export const endpointOf = (text: string, rules: StorageRules): URL => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username) return refuse(storageFailures.badEndpoint({}, { field: 'endpoint' }))
  if (isListed(url, rules)) return url
  const host = hostOf(url)
  if ((isIP(host) !== 0 && isPrivateAddress(host)) || host === 'localhost') return refuse(storageFailures.privateAddress({ host }, { field: 'endpoint' }))
  return url.protocol === 'http:' ? refuse(storageFailures.plainHttp({ host }, { field: 'endpoint' })) : url
}

/** Asks where a name leads when the connection is made, so that a name cannot be turned to a private address in between. */
export const guardedLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) { done(error, '', 0); return }
    const bad = found.find(a => isPrivateAddress(a.address))
    if (bad) { done(Object.assign(new Refusal(storageFailures.privateAddress({ host })), { code: 'EACCES' }), '', 0); return }
    if (options.all) done(null, found)
    else done(null, found[0]!.address, found[0]!.family)
  })
}

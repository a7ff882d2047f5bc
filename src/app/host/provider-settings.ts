import { fail, ok, type Result } from '../../kernel/result.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { AllowedDomain, ProviderSettings } from '../../workspace/access/external-login/settings.ts'
import { isRole } from '../../workspace/access/messages.ts'
import { hostFailures } from './errors.ts'

const names = { issuer: 'FEEDSTOCK_OIDC_ISSUER', clientId: 'FEEDSTOCK_OIDC_CLIENT_ID', clientSecret: 'FEEDSTOCK_OIDC_CLIENT_SECRET' } as const
const onThisMachine = new Set(['localhost', '127.0.0.1', '[::1]'])

const readIssuer = (value: string): Result<string> => {
  const url = URL.parse(value)
  // Codes and tokens travel there: in clear only on the machine itself.
  return url && (url.protocol === 'https:' || (url.protocol === 'http:' && onThisMachine.has(url.hostname))) ? ok(value)
    : fail(hostFailures.badOption({ option: names.issuer, value, expected: 'https://issuer' }))
}

/** `example.com=<organisation>:executor+reviewer, ...` */
const readDomains = (text: string): Result<readonly AllowedDomain[]> => {
  const option = 'FEEDSTOCK_OIDC_DOMAINS', domains: AllowedDomain[] = []
  for (const value of text.split(',').map(one => one.trim()).filter(Boolean)) {
    const [, domain, organisation, list] = /^([^=@\s]+)=([^:]+):(\S+)$/.exec(value) ?? [], roles = (list ?? '').split('+').filter(isRole)
    if (!domain || !organisation || !isUuid(organisation) || roles.length !== list?.split('+').length || roles.includes('administrator')) return fail(hostFailures.badOption({ option, value, expected: 'example.com=<organisation id>:executor+reviewer' }))
    domains.push({ domain: domain.toLowerCase(), organisation, roles })
  }
  return ok(domains)
}

/** FEEDSTOCK_OIDC_*: none at all, or issuer, client and secret together. */
export const readProviders = (env: NodeJS.ProcessEnv): Result<readonly ProviderSettings[]> => {
  const missing = Object.values(names).filter(name => !env[name])
  if (missing.length === 3) return ok([])
  if (missing.length > 0) return fail(hostFailures.incompleteOidc({ missing: missing.join(', ') }))
  const issuer = readIssuer(env[names.issuer]!), domains = readDomains(env['FEEDSTOCK_OIDC_DOMAINS'] ?? ''), id = env['FEEDSTOCK_OIDC_ID'] || 'company', scopes = env['FEEDSTOCK_OIDC_SCOPES'] || 'openid email profile'
  if (!issuer.ok) return issuer
  if (!domains.ok) return domains
  if (!/^[a-z0-9-]{1,40}$/.test(id)) return fail(hostFailures.badOption({ option: 'FEEDSTOCK_OIDC_ID', value: id, expected: 'a-z 0-9 -' }))
  if (!scopes.split(' ').includes('openid')) return fail(hostFailures.badOption({ option: 'FEEDSTOCK_OIDC_SCOPES', value: scopes, expected: 'openid email' }))
  return ok([{ id, label: env['FEEDSTOCK_OIDC_LABEL'] || new URL(issuer.value).host, issuer: issuer.value, clientId: env[names.clientId]!, clientSecret: env[names.clientSecret]!, scopes, domains: domains.value }])
}

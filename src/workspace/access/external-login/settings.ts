import type { Role } from '../model.ts'

/** Whoever comes with a verified address of the domain may have an account and these roles in the organisation. */
export interface AllowedDomain { readonly domain: string, readonly organisation: string, readonly roles: readonly Role[] }

/** One OpenID provider, as the installation's settings name it. */
export interface ProviderSettings {
  /** In addresses: letters, digits, dashes. */
  readonly id: string
  /** What its button says. */
  readonly label: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Separated by spaces; `openid email` at least. */
  readonly scopes: string
  readonly domains: readonly AllowedDomain[]
}

/** The providers and the address that they send people back to. */
export interface ExternalLogin { readonly publicUrl: string, readonly providers: readonly ProviderSettings[] }

declare module '../../database/services.ts' { interface Services { readonly externalLogin: ExternalLogin } }

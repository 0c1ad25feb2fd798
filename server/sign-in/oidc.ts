import { genericOAuth } from 'better-auth/plugins/generic-oauth'
import type { OidcSettings } from '../configuration.ts'

/** The library's name of the one provider, in addresses and rows. */
export const oidcProvider = 'oidc'

/**
 * The library's sign-in by OpenID Connect, if it is configured. Nobody can sign up: `accept` makes the person of an open
 * invitation to an address that the provider has verified, before the library looks for the person.
 */
export function oidcPlugins(
  { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }: OidcSettings,
  accept: (email: string) => Promise<void>,
) {
  if (issuer === undefined || clientId === undefined) return []
  const provider = {
    providerId: oidcProvider,
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    ...{ clientId, clientSecret },
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    disableSignUp: true,
    disableProviderLogout: true,
    requireIdTokenVerification: true,
    async mapProfileToUser(profile: Record<string, unknown>) {
      const { email, emailVerified } = profile
      if (typeof email === 'string' && emailVerified === true) await accept(email.toLowerCase())
      return {}
    },
  }
  return [genericOAuth({ config: [provider] })]
}

import { createHash, hkdfSync } from 'node:crypto'
import { acceptInvitation } from '@lectern/domain/access/invitations'
import { isSignInRecent } from '@lectern/domain/access/recent-sign-in'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Database } from '@lectern/domain/database'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { magicLink } from 'better-auth/plugins/magic-link'
import type { OidcSettings, SignInSettings } from '../configuration.ts'
import type { Log } from '../log.ts'
import { currentRequest } from '../request.ts'
import { oidcPlugins } from './oidc.ts'
import { maxPasswordLength, passwordHash } from './password.ts'
import { secondFactorPlugin } from './second-factor-plugin.ts'
import { beginSession, endSession, sessionFields } from './session-hooks.ts'

/** The lifetime of a sign-in link. A person may read the message the next day. */
export const signInLinkLifetimeSeconds = 24 * 60 * 60

const sessionLifetimeSeconds = 14 * 24 * 60 * 60

/** Derives the key that signs session cookies, so that one secret in the configuration has several uses. */
export function signInSecret(secret: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'sign-in', 32)).toString('base64url')
}

/** Hashes the secret of a sign-in link. The library stores and finds a link by this hash. */
export const hashLinkSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** `deliver` gets each requested link once, with its secret. */
type LinkOptions = {
  linkLifetimeSeconds: number
  deliver: (link: { email: string; url: string; token: string }) => void
}

const noLinks: LinkOptions = { linkLifetimeSeconds: signInLinkLifetimeSeconds, deliver: () => {} }

/**
 * Opens the sign-in library: people, sessions, passwords, second factors, and one-time links. People cannot sign up; commands and invitations add
 * them. `sign-in-routes.ts` says which of the library's routes are open.
 */
export function openSignIn(
  settings: SignInSettings & OidcSettings,
  database: Database,
  log: Log,
  { linkLifetimeSeconds, deliver }: LinkOptions = noLinks,
) {
  return betterAuth({
    baseURL: settings.LECTERN_ADMIN_URL,
    basePath: '/api/auth',
    secret: signInSecret(settings.LECTERN_SECRET),
    trustedOrigins: [settings.LECTERN_ADMIN_URL],
    database: prismaAdapter(database, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength, password: passwordHash },
    // The tokens of a provider are not needed after the sign-in. Only a verified address finds a person.
    account: { accountLinking: { enabled: true, trustedProviders: [] } },
    session: { expiresIn: sessionLifetimeSeconds, additionalFields: sessionFields },
    // Without a header with the client's address, all requests share one limit. `library-request.ts` sets it.
    advanced: { cookiePrefix: 'lectern', ipAddress: { ipAddressHeaders: ['x-peer-ip'] } },
    rateLimit: { enabled: true, storage: 'database' },
    databaseHooks: {
      account: {
        create: { before: async account => ({ data: { ...account, ...noTokens } }) },
        update: { before: async account => ({ data: { ...account, ...noTokens } }) },
      },
      session: {
        create: { before: (session, endpoint) => beginSession(database, session, endpoint) },
        delete: { before: (session, endpoint) => endSession(database, session, endpoint) },
      },
    },
    hooks: {
      before: createAuthMiddleware(async ctx => {
        const { path, query } = ctx
        if (path === '/magic-link/verify' && typeof query?.token === 'string')
          await accept(database, { linkHash: hashLinkSecret(query.token) })
        if (recentSignInPaths.includes(path)) requireRecent(await getSessionFromCtx(ctx))
      }),
    },
    plugins: [
      secondFactorPlugin(),
      ...oidcPlugins(settings, email => accept(database, { email })),
      magicLink({
        disableSignUp: true,
        expiresIn: linkLifetimeSeconds,
        storeToken: { type: 'custom-hasher', hash: async secret => hashLinkSecret(secret) },
        sendMagicLink: deliver,
        // Links cannot be guessed. This limit only stops broken clients.
        rateLimit: { window: 60, max: 30 },
      }),
    ],
    onAPIError: { errorURL: `${settings.LECTERN_ADMIN_URL}/` },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ message }, 'Sign-in library'),
    },
  })
}

export type SignIn = ReturnType<typeof openSignIn>

const noTokens = { accessToken: null, refreshToken: null, idToken: null }

/** The library's routes that change the second factor. */
const recentSignInPaths = ['/two-factor/enable', '/two-factor/disable', '/two-factor/generate-backup-codes']

/** Throws if the last sign-in of the session was over 10 minutes ago. */
function requireRecent(found: { session: { authenticatedAt?: Date | null } } | null): void {
  const signedInAt = found?.session.authenticatedAt
  if (signedInAt && !isSignInRecent(signedInAt))
    throw new APIError('FORBIDDEN', { code: 'REAUTHENTICATE', message: 'Sign in again' })
}

/** Makes the person of an invitation, just before the library looks for the person. */
async function accept(database: Database, by: Parameters<typeof acceptInvitation>[1]): Promise<void> {
  const { id: requestId, ip } = currentRequest() ?? {}
  await change(database, systemActor, tx => acceptInvitation(tx, by, { requestId, ip }))
}

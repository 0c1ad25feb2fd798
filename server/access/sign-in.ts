import { createHash, hkdfSync } from 'node:crypto'
import { acceptInvitation } from '@lectern/domain/access/invitations'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Database } from '@lectern/domain/database'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { createAuthMiddleware } from 'better-auth/api'
import { magicLink } from 'better-auth/plugins/magic-link'
import type { SignInSettings } from '../configuration.ts'
import type { Log } from '../log.ts'
import { currentRequest } from '../request.ts'

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
type LinkOptions = { linkLifetimeSeconds: number; deliver: (link: { url: string; token: string }) => void }

const noLinks: LinkOptions = { linkLifetimeSeconds: signInLinkLifetimeSeconds, deliver: () => {} }

/**
 * Opens the sign-in library: people, sessions, and one-time links. People cannot sign up; commands and invitations add
 * them. A server has no route to request a link (see `sign-in-routes.ts`).
 */
export function openSignIn(
  settings: SignInSettings,
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
    emailAndPassword: { enabled: false, disableSignUp: true },
    session: { expiresIn: sessionLifetimeSeconds },
    // Without a header with the client's address, all requests share one limit. `sign-in-routes.ts` sets it.
    advanced: { cookiePrefix: 'lectern', ipAddress: { ipAddressHeaders: ['x-peer-ip'] } },
    rateLimit: { enabled: true, storage: 'database' },
    databaseHooks: { session: { create: { before: session => rejectInactiveUser(database, session.userId) } } },
    hooks: {
      before: createAuthMiddleware(async ({ path, query }) => {
        if (path === '/magic-link/verify' && typeof query?.token === 'string') await accept(database, query.token)
      }),
    },
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: linkLifetimeSeconds,
        storeToken: { type: 'custom-hasher', hash: async secret => hashLinkSecret(secret) },
        sendMagicLink: deliver,
        // Links cannot be guessed. This limit only stops broken clients.
        rateLimit: { window: 60, max: 30 },
      }),
    ],
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ message }, 'Sign-in library'),
    },
  })
}

export type SignIn = ReturnType<typeof openSignIn>

/** Returns false if the person is inactive, which tells the library not to create a session. */
async function rejectInactiveUser(database: Database, userId: string): Promise<false | undefined> {
  const user = await database.user.findUnique({ where: { id: userId }, select: { active: true } })
  return user?.active ? undefined : false
}

/** Makes the person of an invitation, just before the library looks for the person of its link. */
async function accept(database: Database, secret: string): Promise<void> {
  const { id: requestId, ip } = currentRequest() ?? {}
  await change(database, systemActor, tx => acceptInvitation(tx, hashLinkSecret(secret), { requestId, ip }))
}

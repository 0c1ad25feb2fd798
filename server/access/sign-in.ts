import { hkdfSync } from 'node:crypto'
import type { Database } from '@lectern/domain/database'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { magicLink } from 'better-auth/plugins/magic-link'
import type { SignInSettings } from '../configuration.ts'
import type { Log } from '../log.ts'

/** The lifetime of a sign-in link. A person may read the message the next day. */
export const signInLinkLifetimeSeconds = 24 * 60 * 60

const sessionLifetimeSeconds = 14 * 24 * 60 * 60

/** Derives the key that signs session cookies, so that one secret in the configuration has several uses. */
export function signInSecret(secret: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'sign-in', 32)).toString('base64url')
}

/**
 * Opens the sign-in library: people, sessions, and one-time links. People cannot sign up; commands and invitations add
 * them. `deliver` gets each requested link once. A server has no route to request one (see `sign-in-routes.ts`).
 */
export function openSignIn(
  settings: SignInSettings,
  database: Database,
  log: Log,
  deliver: (link: string) => void = () => {},
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
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: signInLinkLifetimeSeconds,
        storeToken: 'hashed',
        sendMagicLink: ({ url }) => deliver(url),
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

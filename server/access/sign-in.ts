import { hkdfSync } from 'node:crypto'
import type { Database } from '@lectern/domain/database'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { magicLink } from 'better-auth/plugins/magic-link'
import type { SignInSettings } from '../configuration.ts'
import type { Log } from '../log.ts'

/** How long a sign-in link can be used, in seconds: a person may read a message the next day. */
export const signInLinkLifetimeSeconds = 24 * 60 * 60

const sessionLifetimeSeconds = 14 * 24 * 60 * 60

/** The key that signs session cookies. Derived, so that one secret in the configuration serves several uses. */
export function signInSecret(secret: string): string {
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'sign-in', 32)).toString('base64url')
}

/**
 * People, sessions and one-time links, by a library made for it. Nobody can sign up: people are made by commands and invitations.
 * `deliver` gets each link that is asked for, once; a server offers no address to ask for one (see `route.ts`).
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
    // Without a header that says where a request comes from all of them would share one limit; `route.ts` sets this one.
    advanced: { cookiePrefix: 'lectern', ipAddress: { ipAddressHeaders: ['x-peer-ip'] } },
    rateLimit: { enabled: true, storage: 'database' },
    databaseHooks: { session: { create: { before: session => rejectInactiveUser(database, session.userId) } } },
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: signInLinkLifetimeSeconds,
        storeToken: 'hashed',
        sendMagicLink: ({ url }) => deliver(url),
        // Nobody can guess a link; this only keeps a broken client from storming.
        rateLimit: { window: 60, max: 30 },
      }),
    ],
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ message }, 'sign-in'),
    },
  })
}

export type SignIn = ReturnType<typeof openSignIn>

/** `false` means to the library: no session. */
async function rejectInactiveUser(database: Database, userId: string): Promise<false | undefined> {
  const user = await database.user.findUnique({ where: { id: userId }, select: { active: true } })
  return user?.active ? undefined : false
}

import { z } from 'zod'
import type { AttemptLimits } from './attempt-limits.ts'
import { oidcProvider } from './oidc.ts'

const email = z.string().trim().toLowerCase().max(200)
/**
 * The page to open after the sign-in: a path of the admin, never another site. Browsers drop tabs and line breaks, so that
 * `/<tab>/example.org` would be one.
 */
export const next = z
  .string()
  .max(2_000)
  .regex(/^\/(?![/\\])[^\s\p{Cc}]*$/u)
  .catch('/')

/**
 * A route that people post JSON to. `body` is passed to the library's route with the same path. `limit`: the attempts on
 * the account of `email` are counted. `answer`: what the caller gets of the library's answer, which also has the token
 * of the session.
 */
export type LibraryRoute = {
  body: z.ZodType<Record<string, unknown>>
  limit?: Parameters<AttemptLimits['count']>[0]
  answer?: (body: Record<string, unknown>) => Record<string, unknown>
}

/** Apps show a code in two groups. */
const code = z.object({
  code: z
    .string()
    .max(20)
    .transform(text => text.replace(/\s/g, '')),
})
/** As it is posted; the longest that may be set is shorter. */
export const password = z.string().max(200)

/** The routes of the library that are open, in addition to those of links and of the provider. */
export const libraryRoutes: Record<string, LibraryRoute> = {
  '/sign-in/email': { body: z.object({ email, password }), limit: 'password' },
  '/sign-in/magic-link': { body: z.object({ email, callbackURL: next }), limit: 'link' },
  '/two-factor/verify-totp': { body: code },
  '/two-factor/verify-backup-code': { body: code },
  '/sign-in/social': {
    // `confirm`: the provider asks for the password again, also of people who are signed in there.
    body: z.object({ next, confirm: z.boolean().default(false) }).transform(({ next: callbackURL, confirm }) => ({
      ...{ provider: oidcProvider, callbackURL, errorCallbackURL: '/', disableRedirect: true },
      ...(confirm && { additionalParams: { prompt: 'login' } }),
    })),
    answer: ({ url }) => ({ url }),
  },
  // People with a password confirm it.
  '/two-factor/enable': {
    body: z.object({ password: password.optional() }),
    answer: ({ totpURI, backupCodes }) => ({ totpURI, recoveryCodes: backupCodes }),
  },
  '/two-factor/generate-backup-codes': {
    body: z.object({ password: password.optional() }),
    answer: ({ backupCodes }) => ({ recoveryCodes: backupCodes }),
  },
  '/two-factor/disable': { body: z.object({ password: password.optional() }) },
  '/sign-out': { body: z.object({}) },
}

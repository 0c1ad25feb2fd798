import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SignInSettings } from '../configuration.ts'
import { libraryPath } from './library-request.ts'

/** Browsers limit the lifetime of a cookie to 400 days. */
const lifetimeSeconds = 400 * 24 * 60 * 60

const name = 'lectern.device'

/**
 * Recognizes browsers in which an account has signed in before, by a signed cookie ("device cookies" of OWASP). It is not a
 * credential: it only separates the attempts of a browser from those of everybody else.
 */
export function openKnownDevices({ LECTERN_ADMIN_URL: adminOrigin, LECTERN_SECRET: secret }: SignInSettings) {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'known-device', 32))
  const sign = (id: string, email: string) => createHmac('sha256', key).update(`${id} ${email}`).digest('base64url')
  const isSecure = adminOrigin.startsWith('https:')
  const attributes = `Path=${libraryPath}; Max-Age=${lifetimeSeconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    /** The id of the browser that sends this `Cookie` header. Null unless the account has signed in there before. */
    find(header: string | undefined, email: string): string | null {
      const [, id, signature] = /(?:^|;\s*)(?:__Secure-)?lectern\.device=([\w-]+)\.([\w-]+)/.exec(header ?? '') ?? []
      if (!id || !signature) return null
      const [expected, found] = [sign(id, email), signature].map(text => Buffer.from(text))
      return expected!.length === found!.length && timingSafeEqual(expected!, found!) ? id : null
    },
    /** The `Set-Cookie` of a browser in which the account has just signed in. */
    cookieFor(email: string): string {
      const id = randomBytes(16).toString('base64url')
      return `${isSecure ? '__Secure-' : ''}${name}=${id}.${sign(id, email)}; ${attributes}`
    },
  }
}

import { timingSafeEqual } from 'node:crypto'
import { signatureOf } from './signature.ts'

/** Tokens live between one and one and a half times this long. Within half of it they are the same, so browsers can cache. */
const lifetimeMs = 10 * 60_000

/**
 * Issues a token for the pictures of a comparison of pages, to a person who may see the package. It is signed and not
 * stored, and ends after ten to fifteen minutes. `secret` is LECTERN_SECRET.
 */
export function issueStillToken(secret: string, comparisonId: string, now = Date.now()): string {
  const expiresAt = (Math.floor(now / (lifetimeMs / 2)) + 3) * (lifetimeMs / 2)
  const text = `${comparisonId}~${expiresAt.toString(36)}`
  return `${text}~${sign(secret, text).toString('base64url')}`
}

/** Whether a token in a preview address is of this kind. No other has a tilde. */
export const isStillToken = (token: string): boolean => token.includes('~')

/** Returns the id of the comparison whose pictures a token opens. Null when it is forged, damaged, or expired. */
export function readStillToken(secret: string, token: string, now = Date.now()): string | null {
  const [comparisonId = '', expiresAt = '', signature = '', ...rest] = token.split('~')
  const given = Buffer.from(signature, 'base64url')
  const expected = sign(secret, `${comparisonId}~${expiresAt}`)
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return now < Number.parseInt(expiresAt, 36) ? comparisonId : null
}

const sign = (secret: string, text: string) => signatureOf(secret, 'still token', text)

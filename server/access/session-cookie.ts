import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Reads the session token from a `Cookie` header. Returns null if there is none or its signature is invalid. The cookie
 * is `<token>.<HMAC-SHA256 in base64>`, percent-encoded, as the sign-in library signs it (better-call 1,
 * `signCookieValue`). Over HTTPS its name has the prefix `__Secure-`.
 */
export function sessionToken(header: string | undefined, secret: string): string | null {
  const match = /(?:^|;\s*)(?:__Secure-)?lectern\.session_token=([^;]+)/.exec(header ?? '')
  if (!match) return null
  const value = decode(match[1]!)
  const dot = value.lastIndexOf('.')
  if (dot < 1) return null
  const expected = createHmac('sha256', secret).update(value.slice(0, dot)).digest()
  const signature = Buffer.from(value.slice(dot + 1), 'base64')
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? value.slice(0, dot) : null
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

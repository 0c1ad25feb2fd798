import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The session token in a `Cookie` header, or null. The cookie is `<token>.<HMAC-SHA256 in base64>`, percent-encoded, as the sign-in
 * library signs it (better-call 1, `signCookieValue`); over https its name gets the prefix `__Secure-`.
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

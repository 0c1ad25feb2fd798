import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** How long a person may take to allow it at Dropbox, in milliseconds. */
export const stateLifetimeMs = 15 * 60_000

/** Says to us, when Dropbox sends a person back, that this very session began it: nobody can make somebody else connect an account. */
export function signState(secret: string, session: string, now: number): string {
  const expiresAt = String(now + stateLifetimeMs)
  return `${expiresAt}.${signature(secret, session, expiresAt)}`
}

/** Was it made for this session, and is it still good? */
export function isValidState(secret: string, session: string, state: string, now: number): boolean {
  const [expiresAt = '', received = ''] = state.split('.')
  const [one, other] = [Buffer.from(signature(secret, session, expiresAt)), Buffer.from(received)]
  return one.length === other.length && timingSafeEqual(one, other) && Number(expiresAt) > now
}

function signature(secret: string, session: string, expiresAt: string): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'dropbox-connect', 32))
  return createHmac('sha256', key).update(`${expiresAt}.${session}`).digest('base64url')
}

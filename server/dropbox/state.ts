import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** How long a person may take to allow access at Dropbox. */
export const stateLifetimeMs = 15 * 60_000

/**
 * Signs a state that proves this session started the flow, so that an attacker cannot make another person connect an
 * account.
 */
export function signState(secret: string, session: string, now: number): string {
  const expiresAt = String(now + stateLifetimeMs)
  return `${expiresAt}.${signature(secret, session, expiresAt)}`
}

/** Checks that a state was signed for this session and has not expired. */
export function isValidState(secret: string, session: string, state: string, now: number): boolean {
  const [expiresAt = '', received = ''] = state.split('.')
  const [one, other] = [Buffer.from(signature(secret, session, expiresAt)), Buffer.from(received)]
  return one.length === other.length && timingSafeEqual(one, other) && Number(expiresAt) > now
}

function signature(secret: string, session: string, expiresAt: string): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'dropbox-connect', 32))
  return createHmac('sha256', key).update(`${expiresAt}.${session}`).digest('base64url')
}

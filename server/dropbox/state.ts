import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** How long a person may take to allow access at Dropbox. */
export const stateLifetimeMs = 15 * 60_000

/**
 * Signs a state that proves this session started the flow, so that an attacker cannot make another person connect an
 * account. It carries the page to return to.
 */
export function signState(secret: string, session: string, returnTo: string, now: number): string {
  const signed = `${now + stateLifetimeMs}.${Buffer.from(returnTo).toString('base64url')}`
  return `${signed}.${signature(secret, session, signed)}`
}

/** Returns the page to return to, or null if the state was not signed for this session or has expired. */
export function readState(secret: string, session: string, state: string, now: number): string | null {
  const [expiresAt = '', returnTo = '', received = ''] = state.split('.')
  const [one, other] = [Buffer.from(signature(secret, session, `${expiresAt}.${returnTo}`)), Buffer.from(received)]
  const isValid = one.length === other.length && timingSafeEqual(one, other) && Number(expiresAt) > now
  return isValid ? Buffer.from(returnTo, 'base64url').toString() : null
}

function signature(secret: string, session: string, signed: string): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'dropbox-connect', 32))
  return createHmac('sha256', key).update(`${signed}.${session}`).digest('base64url')
}

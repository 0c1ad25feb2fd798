import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** How long a person may take to allow it at Dropbox, in milliseconds. */
export const stateLifetime = 15 * 60_000

/** Says to us, when Dropbox sends a person back, that this very session began it: nobody can make somebody else connect an account. */
export function signState(secret: string, session: string, now: number): string {
  const until = String(now + stateLifetime)
  return `${until}.${signature(secret, session, until)}`
}

/** Was it made for this session, and is it still good? */
export function isState(secret: string, session: string, state: string, now: number): boolean {
  const [until = '', given = ''] = state.split('.')
  const [one, other] = [Buffer.from(signature(secret, session, until)), Buffer.from(given)]
  return one.length === other.length && timingSafeEqual(one, other) && Number(until) > now
}

function signature(secret: string, session: string, until: string): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'dropbox-connect', 32))
  return createHmac('sha256', key).update(`${until}.${session}`).digest('base64url')
}

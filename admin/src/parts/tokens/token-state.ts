import type { Token } from './token.ts'

/** Whether a token is accepted. `stopped`: the person who made it is deactivated. */
export type TokenState = 'active' | 'revoked' | 'expired' | 'stopped'

type StateFields = Pick<Token, 'revokedAt' | 'expiresAt'> & { createdBy: { user: { active: boolean } | null } }

export function tokenState({ revokedAt, expiresAt, createdBy }: StateFields, now: Date): TokenState {
  if (revokedAt) return 'revoked'
  if (expiresAt && new Date(expiresAt) <= now) return 'expired'
  return createdBy.user?.active === false ? 'stopped' : 'active'
}

/** Who did something, with the name as it was then. Stored in rows and in the audit log. */
export type Actor = { kind: 'USER' | 'TOKEN' | 'SYSTEM'; name: string; userId?: string; tokenId?: string }

/** Who, from where, and under which request: what every audit event of a change carries. */
export type Attribution = { actor: Actor; ip?: string; requestId?: string }

/** Lectern itself, in what workflows do. */
export const systemActor: Attribution = { actor: { kind: 'SYSTEM', name: 'Lectern' } }

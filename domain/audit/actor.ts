/** The person, API token, or system that did something, with its name at that time. Stored in rows and audit events. */
export type Actor = { kind: 'USER' | 'TOKEN' | 'SYSTEM'; name: string; userId?: string; tokenId?: string }

/** The actor, IP address, and request id that every audit event of a change carries. */
export type Attribution = { actor: Actor; ip?: string; requestId?: string }

/** The attribution of changes that workflows make by themselves. */
export const systemActor: Attribution = { actor: { kind: 'SYSTEM', name: 'Lectern' } }

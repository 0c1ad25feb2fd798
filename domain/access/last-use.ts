import type { Database } from '../database.ts'

/** Records that an API token was used now. One statement without a transaction, because requests wait for it. */
export async function recordTokenUse(database: Database, tokenId: string): Promise<void> {
  await database.$executeRaw`UPDATE api_token SET last_used_at = now() WHERE id = ${tokenId}::uuid`
}

/** Records that a person was seen now, in this session. One statement, because requests wait for it. */
export async function recordPersonSeen(database: Database, userId: string, sessionId: string): Promise<void> {
  await database.$executeRaw`
    WITH seen AS (UPDATE session SET last_seen_at = now() WHERE id = ${sessionId})
    UPDATE "user" SET last_seen_at = now() WHERE id = ${userId}`
}

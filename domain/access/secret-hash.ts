import { createHash } from 'node:crypto'

/** Hashes the secret of a link or token for lookup. The secret itself is never stored. */
export const hashSecret = (secret: string) => new Uint8Array(createHash('sha256').update(secret).digest())

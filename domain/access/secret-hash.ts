import { createHash } from 'crypto'

/** The hash by which the secret of a link or token is looked up; the secret itself is kept nowhere. */
export const hashSecret = (secret: string) => new Uint8Array(createHash('sha256').update(secret).digest())

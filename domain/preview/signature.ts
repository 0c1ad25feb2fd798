import { createHmac, hkdfSync } from 'node:crypto'

/** Signs the content of a token with a key of its own for each `purpose`. `secret`: LECTERN_SECRET. Returns 32 bytes. */
export function signatureOf(secret: string, purpose: string, content: Buffer | string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', purpose, 32))
  return createHmac('sha256', key).update(content).digest()
}

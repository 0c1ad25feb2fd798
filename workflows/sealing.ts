import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const deriveKey = (secret: string, purpose: string) =>
  Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', purpose, 32))

/** Encrypts a secret for a row (AES-256-GCM: 12-byte nonce, 16-byte tag, then the text). `purpose` keeps uses apart. */
export function seal(secret: string, purpose: string, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret, purpose), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), sealed]))
}

/** The inverse of `seal`. Throws when the row was changed or was sealed with another LECTERN_SECRET. */
export function unseal(secret: string, purpose: string, sealed: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(secret, purpose), sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
}

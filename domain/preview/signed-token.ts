import { timingSafeEqual } from 'node:crypto'
import { signatureOf } from './signature.ts'

/** A token lasts 10 to 15 minutes: its end is the same for all that are made within 5 minutes, and so is the token. */
const minLifetimeMs = 10 * 60 * 1000
const stepMs = 5 * 60 * 1000

const idBytes = 16
const timeBytes = 6
const macBytes = 18

/**
 * Creates the token by which the browser of a signed-in person loads the draft of a package from the content host. It takes
 * the place of a preview link's secret in addresses, but no list has it: nothing is stored, and nobody can revoke it.
 */
export function createSignedToken(secret: string, packageId: string, now: number): string {
  const expiresAt = Math.ceil((now + minLifetimeMs) / stepMs) * stepMs
  const payload = Buffer.alloc(idBytes + timeBytes)
  payload.write(packageId.replaceAll('-', ''), 'hex')
  payload.writeUIntBE(expiresAt, idBytes, timeBytes)
  return Buffer.concat([payload, macOf(secret, payload)]).toString('base64url')
}

/** Returns the package whose draft a signed token opens. Null if it has expired, or was not signed with this secret. */
export function packageOfSignedToken(secret: string, token: string, now: number): string | null {
  const bytes = Buffer.from(token, 'base64url')
  // Each token has one spelling, which is why its last bits are compared too.
  if (bytes.length !== idBytes + timeBytes + macBytes || bytes.toString('base64url') !== token) return null
  const payload = bytes.subarray(0, idBytes + timeBytes)
  if (!timingSafeEqual(bytes.subarray(payload.length), macOf(secret, payload))) return null
  if (payload.readUIntBE(idBytes, timeBytes) <= now) return null
  return payload.toString('hex', 0, idBytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const macOf = (secret: string, payload: Buffer) =>
  signatureOf(secret, 'signed preview token', payload).subarray(0, macBytes)

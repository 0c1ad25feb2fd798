import { randomBytes } from 'node:crypto'
import { seal, unseal } from '../sealing.ts'

const purpose = 'webhook secret'
const prefix = 'whsec_'
/** The scheme allows 24 to 64 bytes. */
const secretBytes = 32

/** Makes the secret of a webhook: `whsec_` and random bytes in base64, as standardwebhooks.com specifies. */
export const newWebhookSecret = (): string => `${prefix}${randomBytes(secretBytes).toString('base64')}`

/** Encrypts a webhook's secret for `webhook.secret`. `secret` is LECTERN_SECRET. */
export const sealWebhookSecret = (secret: string, text: string): Uint8Array<ArrayBuffer> => seal(secret, purpose, text)

/** Returns the bytes that sign. Throws when the row was changed, or was encrypted with another LECTERN_SECRET. */
export const unsealSigningKey = (secret: string, sealed: Uint8Array): Buffer =>
  Buffer.from(unseal(secret, purpose, sealed).slice(prefix.length), 'base64')

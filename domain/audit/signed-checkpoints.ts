import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { type Database, Prisma, type SignedCheckpoint } from '../database.ts'
import type { Problem } from '../errors.ts'
import { rows } from '../rows.ts'

/** What precedes the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const publicKeyPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Reads an Ed25519 private key in PKCS #8, as base64. Throws for any other text. */
export function readSigningKey(text: string): KeyObject {
  const key = createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' })
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key is not an Ed25519 key.')
  return key
}

type Checkpoint = Pick<SignedCheckpoint, 'sequence' | 'hash' | 'at'>

/** Returns the text that a signature covers: four lines. */
export const checkpointText = ({ sequence, hash, at }: Checkpoint): string =>
  `lectern audit checkpoint\n${sequence}\n${Buffer.from(hash).toString('hex')}\n${at.toISOString()}\n`

const headRow = z.object({ sequence: z.bigint(), hash: z.instanceof(Uint8Array), at: z.date().nullable() })

/** Signs the log up to its last event. Does nothing when that event is signed, or when there is none. */
export async function signCheckpoint(database: Database, key: KeyObject): Promise<void> {
  const [head] = await rows(database, headRow, Prisma.sql`SELECT sequence, hash, at FROM audit_head`)
  if (!head || head.at === null) return
  const checkpoint = { ...head, at: head.at }
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(publicKeyPrefix.length)
  const signature = sign(null, Buffer.from(checkpointText(checkpoint)), key)
  await database.$executeRaw`
    INSERT INTO signed_checkpoint (sequence, hash, at, public_key, signature)
    VALUES (${checkpoint.sequence}, ${checkpoint.hash}, ${checkpoint.at}, ${publicKey}, ${signature})
    ON CONFLICT (sequence) DO NOTHING`
}

/** Whether the signature belongs to the checkpoint. */
export function isSigned(checkpoint: SignedCheckpoint): boolean {
  const key = Buffer.concat([publicKeyPrefix, checkpoint.publicKey])
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' })
  return verify(null, Buffer.from(checkpointText(checkpoint)), publicKey, checkpoint.signature)
}

const signedRow = z.object({
  sequence: z.bigint(),
  hash: z.instanceof(Uint8Array),
  at: z.date(),
  signedAt: z.date(),
  publicKey: z.instanceof(Uint8Array),
  signature: z.instanceof(Uint8Array),
  isInLog: z.boolean(),
})

/** Returns the first signed checkpoint that does not fit the log, as a problem. Those before the log's start count as fit. */
export async function findInvalidSignature(database: Database): Promise<Problem | null> {
  const sql = Prisma.sql`
    SELECT signed.sequence, signed.hash, signed.at, signed_at AS "signedAt", public_key AS "publicKey", signature,
      signed.sequence < checkpoint.sequence OR (signed.sequence = checkpoint.sequence AND signed.hash = checkpoint.hash)
        OR EXISTS (SELECT 1 FROM audit_event AS event WHERE event.sequence = signed.sequence AND event.hash = signed.hash) AS "isInLog"
    FROM signed_checkpoint AS signed, audit_checkpoint AS checkpoint ORDER BY signed.sequence`
  for (const { isInLog, ...checkpoint } of await rows(database, signedRow, sql)) {
    const path = String(checkpoint.sequence)
    const signed = checkpoint as SignedCheckpoint
    if (!isSigned(signed))
      return { code: 'SIGNATURE_INVALID', message: `The signature of event ${path} is not valid.`, path }
    if (!isInLog)
      return {
        code: 'EVENT_CHANGED',
        message: `Event ${path} or an earlier one was changed: its signature names another hash.`,
        path,
      }
  }
  return null
}

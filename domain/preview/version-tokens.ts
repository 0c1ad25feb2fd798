import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { ContentVersion } from '../files/content-version.ts'
import { signatureOf } from './signature.ts'

/** What a token opens: each file of one content version of a package, as bytes to look at. */
export type VersionAccess = { slug: string; version: ContentVersion }

/** Tokens live between one and one and a half times this long. Within half of it they are the same, so browsers can cache. */
const lifetimeMs = 10 * 60_000

const payload = z.tuple([z.string(), z.string(), z.enum(['number', 'revision']), z.number(), z.number()])

/**
 * Issues a token for the files of a content version, to a person who may see the package. It is signed and not stored, and
 * ends after ten to fifteen minutes. `secret` is LECTERN_SECRET. A signed token (`createSignedToken`) opens the draft as
 * teachers will see it, with scripts; this one opens bytes alone, also those of releases that nobody sees any more.
 */
export function issueVersionToken(secret: string, { slug, version }: VersionAccess, now = Date.now()): string {
  const expiresAt = (Math.floor(now / (lifetimeMs / 2)) + 3) * (lifetimeMs / 2)
  const fields: z.infer<typeof payload> =
    'number' in version
      ? [version.packageId, slug, 'number', version.number, expiresAt]
      : [version.packageId, slug, 'revision', version.revision, expiresAt]
  const text = Buffer.from(JSON.stringify(fields)).toString('base64url')
  return `${text}.${sign(secret, text).toString('base64url')}`
}

/** Whether a token in a preview address is of this kind. Those of preview links have no dot. */
export const isVersionToken = (token: string): boolean => token.includes('.')

/** Reads a token. Null when it is forged, damaged, or expired. */
export function readVersionToken(secret: string, token: string, now = Date.now()): VersionAccess | null {
  const [text = '', signature = '', ...rest] = token.split('.')
  const given = Buffer.from(signature, 'base64url')
  const expected = sign(secret, text)
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const [packageId, slug, kind, number, expiresAt] = payload.parse(
    JSON.parse(Buffer.from(text, 'base64url').toString()),
  )
  if (now >= expiresAt) return null
  return { slug, version: kind === 'number' ? { packageId, number } : { packageId, revision: number } }
}

const sign = (secret: string, text: string) => signatureOf(secret, 'version token', text)

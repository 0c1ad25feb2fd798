import { isStorableText } from './storable-text.ts'

/**
 * Encodes a global id as base64url of `Type:key`. The key is a UUID; for a draft, `<package>/<revision>`. Ids are opaque
 * to clients.
 */
export const globalId = (type: string, key: string): string => Buffer.from(`${type}:${key}`).toString('base64url')

/** Decodes a global id. Returns null for an invalid one. */
export function parseGlobalId(id: string): { type: string; key: string } | null {
  const text = Buffer.from(id, 'base64url').toString()
  const [type, ...rest] = text.split(':')
  return type && rest.length > 0 && isStorableText(text) ? { type, key: rest.join(':') } : null
}

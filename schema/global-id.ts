/** Global ids are opaque to clients: base64url of `Type:key`. The key is a UUID, or for a draft `<package>/<revision>`. */
export const globalId = (type: string, key: string): string => Buffer.from(`${type}:${key}`).toString('base64url')

/** The other way round; null for what is no id of ours. */
export function parseGlobalId(id: string): { type: string; key: string } | null {
  const [type, ...rest] = Buffer.from(id, 'base64url').toString().split(':')
  return type && rest.length > 0 ? { type, key: rest.join(':') } : null
}

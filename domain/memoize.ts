/**
 * The longest key that is cached, in characters. Keys come from addresses, which anyone can make up; ours are shorter,
 * and longer ones would only fill the memory.
 */
const maxKeyLength = 400

/**
 * Caches results for `ttlMs`, so that a class of thirty costs one query. A revoked permission takes effect within
 * `ttlMs`. Keeps at most `maxEntries` results, and never failures.
 */
export function memoize<Key extends readonly (string | number | null)[], Value>(
  ttlMs: number,
  maxEntries: number,
  load: (...key: Key) => Promise<Value>,
): (...key: Key) => Promise<Value> {
  const entries = new Map<string, { value: Promise<Value>; expiresAtMs: number }>()
  return (...key) => {
    const name = JSON.stringify(key)
    if (name.length > maxKeyLength) return load(...key)
    const cached = entries.get(name)
    if (cached && cached.expiresAtMs > Date.now()) return cached.value
    entries.delete(name)
    if (entries.size >= maxEntries) entries.delete(entries.keys().next().value!)
    const value = load(...key)
    entries.set(name, { value, expiresAtMs: Date.now() + ttlMs })
    value.catch(() => entries.delete(name))
    return value
  }
}

/** Keys come from addresses that anybody may make up: longer than ours ever are, in characters, they would only fill the memory. */
const maxKeyLength = 400

/**
 * Remembers answers for a moment, so that a class of thirty asks the database once. A unpublished right is felt after at most `milliseconds`.
 * At most `limit` answers are kept; failures never are.
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

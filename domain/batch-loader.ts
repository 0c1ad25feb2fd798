/**
 * Returns a loader that collects the keys of one scope in one turn of the event loop and loads each key once. It caches
 * nothing afterwards, because a subscription has one context for all of its states and must read each state again.
 */
export function batchLoader<Scope extends object, Key, Value>(
  load: (scope: Scope, keys: Key[]) => Promise<Value[]>,
  cacheKey: (key: Key) => string,
): (scope: Scope, key: Key) => Promise<Value> {
  type PendingBatch = { keys: Map<string, Key>; values: Promise<Map<string, Value>> }
  const pendingBatches = new WeakMap<Scope, PendingBatch>()
  const start = (scope: Scope): PendingBatch => {
    const keys = new Map<string, Key>()
    const values = new Promise<void>(resolve => setImmediate(resolve)).then(async () => {
      pendingBatches.delete(scope)
      const loaded = await load(scope, [...keys.values()])
      return new Map([...keys.keys()].map((key, index) => [key, loaded[index] as Value]))
    })
    const batch = { keys, values }
    pendingBatches.set(scope, batch)
    return batch
  }
  return async (scope, key) => {
    const batch = pendingBatches.get(scope) ?? start(scope)
    batch.keys.set(cacheKey(key), key)
    return (await batch.values).get(cacheKey(key)) as Value
  }
}

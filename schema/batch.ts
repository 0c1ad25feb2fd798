/**
 * A loader that gathers what is asked for within one turn of the event loop and loads it at once, each key once. Nothing is kept
 * afterwards: a subscription has one context for all its states, and each of them must be read anew.
 */
export function batched<Scope extends object, Key, Value>(
  load: (scope: Scope, keys: Key[]) => Promise<Value[]>,
  name: (key: Key) => string,
): (scope: Scope, key: Key) => Promise<Value> {
  type Asked = { keys: Map<string, Key>; values: Promise<Map<string, Value>> }
  const open = new WeakMap<Scope, Asked>()
  const start = (scope: Scope): Asked => {
    const keys = new Map<string, Key>()
    const values = new Promise<void>(resolve => setImmediate(resolve)).then(async () => {
      open.delete(scope)
      const loaded = await load(scope, [...keys.values()])
      return new Map([...keys.keys()].map((key, index) => [key, loaded[index] as Value]))
    })
    const asked = { keys, values }
    open.set(scope, asked)
    return asked
  }
  return async (scope, key) => {
    const asked = open.get(scope) ?? start(scope)
    asked.keys.set(name(key), key)
    return (await asked.values).get(name(key)) as Value
  }
}

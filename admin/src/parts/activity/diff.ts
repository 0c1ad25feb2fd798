/** A value that an event changed. `before` or `after` is undefined where the field did not exist. */
export type FieldChange = { field: string; before: string | undefined; after: string | undefined }

/** How many changes of one event a screen shows. */
const MAX_CHANGES = 100

/**
 * Returns the fields that differ between two JSON values, by their path (`draft.revision`), in the order of the values.
 * `more` counts those that are left out.
 */
export function diff(before: unknown, after: unknown): { changes: FieldChange[]; more: number } {
  const [old, current] = [flatten(before), flatten(after)]
  const changes = [...new Set([...old.keys(), ...current.keys()])]
    .map(field => ({ field, before: old.get(field), after: current.get(field) }))
    .filter(change => change.before !== change.after)
  return { changes: changes.slice(0, MAX_CHANGES), more: Math.max(0, changes.length - MAX_CHANGES) }
}

/** Returns the values of an object by their path, as text. A list of plain values is one value. */
function flatten(value: unknown, path = ''): Map<string, string> {
  if (value === null || value === undefined) return new Map(path ? [[path, '']] : [])
  if (typeof value !== 'object') return new Map([[path, String(value)]])
  if (Array.isArray(value) && value.every(item => item === null || typeof item !== 'object'))
    return new Map([[path, value.join(', ')]])
  return new Map(Object.entries(value).flatMap(([key, item]) => [...flatten(item, path ? `${path}.${key}` : key)]))
}

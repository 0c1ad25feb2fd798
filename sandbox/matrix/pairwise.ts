import { randomFrom } from '../story/mixtures/random.ts'

type Row = Record<string, string>

/**
 * Returns rows in which every pair of values of two factors occurs that `isAllowed` lets stand together. Greedy: each row
 * begins with a pair that is missing, and takes for each other factor the value with the most missing pairs. The same
 * seed gives the same rows. A part of a row is allowed if every pair of its values is.
 */
export function pairwise(
  factors: Record<string, string[]>,
  isAllowed: (name: string, value: string, otherName: string, other: string) => boolean,
  seed: number,
): Row[] {
  const random = randomFrom(seed)
  const names = Object.keys(factors)
  const pairKey = (name: string, value: string, otherName: string, other: string) =>
    names.indexOf(name) < names.indexOf(otherName)
      ? `${name}=${value}&${otherName}=${other}`
      : `${otherName}=${other}&${name}=${value}`
  const missing = new Map<string, Row>()
  for (const [index, name] of names.entries())
    for (const otherName of names.slice(index + 1))
      for (const value of factors[name]!)
        for (const other of factors[otherName]!)
          if (isAllowed(name, value, otherName, other))
            missing.set(pairKey(name, value, otherName, other), { [name]: value, [otherName]: other })
  const rows: Row[] = []
  // A pair that an earlier row has is no longer in the map.
  for (const pair of missing.values()) {
    const row = { ...pair }
    for (const name of names) {
      if (row[name] !== undefined) continue
      const others = Object.entries(row)
      const candidates = factors[name]!.filter(value => others.every(other => isAllowed(name, value, ...other)))
      const gain = (value: string) => others.filter(other => missing.has(pairKey(name, value, ...other))).length
      const ranked = candidates.map(value => ({ value, gain: gain(value) + random() }))
      row[name] = ranked.reduce((best, each) => (each.gain > best.gain ? each : best)).value
    }
    for (const [index, name] of names.entries())
      for (const otherName of names.slice(index + 1))
        missing.delete(pairKey(name, row[name]!, otherName, row[otherName]!))
    rows.push(row)
  }
  return rows
}

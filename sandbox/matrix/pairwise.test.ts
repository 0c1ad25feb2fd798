import { expect, test } from 'vitest'
import { pairwise } from './pairwise.ts'

const factors = {
  page: ['a', 'b', 'c', 'd'],
  fault: ['none', 'master', 'segment'],
  mode: ['none', '404', 'hang'],
  network: ['fast', 'slow'],
}
const isAllowed = (name: string, value: string, otherName: string, other: string) => {
  const pair = { [name]: value, [otherName]: other }
  return pair.fault === undefined || pair.mode === undefined || (pair.fault === 'none') === (pair.mode === 'none')
}

test('every pair of values that may stand together occurs, and no other', () => {
  const rows = pairwise(factors, isAllowed, 1)
  const names = Object.keys(factors) as (keyof typeof factors)[]
  for (const name of names)
    for (const otherName of names.filter(each => each !== name))
      for (const value of factors[name])
        for (const other of factors[otherName])
          expect({
            name,
            value,
            otherName,
            other,
            occurs: rows.some(row => row[name] === value && row[otherName] === other),
          }).toEqual({ name, value, otherName, other, occurs: isAllowed(name, value, otherName, other) })
  expect(rows.length).toBeLessThan(4 * 3 * 3)
})

test('a seed gives the same rows each time, and another seed others', () => {
  expect(pairwise(factors, isAllowed, 5)).toEqual(pairwise(factors, isAllowed, 5))
  expect(pairwise(factors, isAllowed, 5)).not.toEqual(pairwise(factors, isAllowed, 6))
})

import { expect, test } from 'vitest'
import { atMost, ratio } from './figures.ts'
import { rowsOf, updateSection } from './section.ts'

const order = ['small', 'large']
const row = (date: string, name: string, value: number) =>
  rowsOf(date, name, [atMost('time', value, 1, ratio, '(of two)')])
const others = '# Benchmarks\n\nOther figures.\n'

test('a row says whether its goal was met', () => {
  expect(row('2026-11-24', 'small', 0.9)).toEqual([
    '| 2026-11-24 | `small` | time | ≤ 1.00 × | 0.90 × (of two) | met |',
  ])
  expect(row('2026-11-24', 'small', 1.1)[0]).toContain('| 1.10 × (of two) | **missed** |')
})

test('the section is added behind what is there, and what is there stays', () => {
  const run = { date: '2026-11-24', machine: 'a machine.', rows: { small: row('2026-11-24', 'small', 0.5) } }
  const text = updateSection(others, order, run)
  expect(text.startsWith(others)).toBe(true)
  expect(text).toContain('\n## sync\n')
  expect(text).toContain('2026-11-24: a machine.')
})

test('the same run written twice is the same text', () => {
  const run = { date: '2026-11-24', machine: 'a machine.', rows: { small: row('2026-11-24', 'small', 0.5) } }
  const once = updateSection(others, order, run)
  expect(updateSection(once, order, run)).toBe(once)
})

test('rows of cases that did not run stay, with the machine of their day, and sections behind this one too', () => {
  const first = { small: row('2026-11-23', 'small', 0.5), large: row('2026-11-23', 'large', 0.5) }
  const before = updateSection(others, order, { date: '2026-11-23', machine: 'the old one.', rows: first })
  const followed = `${before}\n## another\n\nText.\n`
  const run = { date: '2026-11-24', machine: 'the new one.', rows: { small: row('2026-11-24', 'small', 2) } }
  const after = updateSection(followed, order, run)
  const rows = after.split('\n').filter(line => /^\| 2026/.test(line))
  expect(rows).toEqual([...row('2026-11-24', 'small', 2), ...row('2026-11-23', 'large', 0.5)])
  expect(after).toContain('2026-11-23: the old one.')
  expect(after).toContain('2026-11-24: the new one.')
  expect(after.endsWith('\n## another\n\nText.\n')).toBe(true)
})

test('the machine of a day without rows is forgotten', () => {
  const first = { date: '2026-11-23', machine: 'the old one.', rows: { small: row('2026-11-23', 'small', 0.5) } }
  const second = { date: '2026-11-24', machine: 'the new one.', rows: { small: row('2026-11-24', 'small', 2) } }
  expect(updateSection(updateSection(others, order, first), order, second)).not.toContain('the old one.')
})

test('sections stand beside each other, each with its own words', () => {
  const run = { date: '2026-11-24', machine: 'a machine.', rows: { small: row('2026-11-24', 'small', 0.5) } }
  const about = { title: 'playlist', intro: 'Other words.' }
  const both = updateSection(updateSection(others, order, run), order, run, about)
  expect(both.match(/^## \w+/gm)).toEqual(['## sync', '## playlist'])
  expect(both).toContain('## playlist\n\nOther words.\n')
  expect(updateSection(both, order, run)).toBe(both)
})

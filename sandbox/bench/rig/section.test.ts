import { expect, test } from 'vitest'
import { atMost, ratio } from './figures.ts'
import { rowsOf, updateSection } from './section.ts'

const sync = { title: 'sync', intro: 'Some words.' }
const order = ['small', 'large']
const row = (date: string, name: string, value: number) =>
  rowsOf(date, name, [atMost('time', value, 1, ratio, '(of two)')])
const otherText = '# Benchmarks\n\nOther figures.\n'

test('rowsOf says whether the goal was met', () => {
  expect(row('2026-11-24', 'small', 0.9)).toEqual([
    '| 2026-11-24 | `small` | time | ≤ 1.00 × | 0.90 × (of two) | met |',
  ])
  expect(row('2026-11-24', 'small', 1.1)[0]).toContain('| 1.10 × (of two) | **missed** |')
})

test('updateSection adds a missing section at the end and keeps the existing text', () => {
  const run = { date: '2026-11-24', machine: 'a machine.', rows: { small: row('2026-11-24', 'small', 0.5) } }
  const text = updateSection(otherText, order, run, sync)
  expect(text.startsWith(otherText)).toBe(true)
  expect(text).toContain('\n## sync\n')
  expect(text).toContain('2026-11-24: a machine.')
})

test('updateSection returns the same text when the same run is written twice', () => {
  const run = { date: '2026-11-24', machine: 'a machine.', rows: { small: row('2026-11-24', 'small', 0.5) } }
  const once = updateSection(otherText, order, run, sync)
  expect(updateSection(once, order, run, sync)).toBe(once)
})

test('updateSection keeps rows of cases that did not run, their machine, and later sections', () => {
  const first = { small: row('2026-11-23', 'small', 0.5), large: row('2026-11-23', 'large', 0.5) }
  const before = updateSection(otherText, order, { date: '2026-11-23', machine: 'the old one.', rows: first }, sync)
  const followed = `${before}\n## another\n\nText.\n`
  const run = { date: '2026-11-24', machine: 'the new one.', rows: { small: row('2026-11-24', 'small', 2) } }
  const after = updateSection(followed, order, run, sync)
  const rows = after.split('\n').filter(line => /^\| 2026/.test(line))
  expect(rows).toEqual([...row('2026-11-24', 'small', 2), ...row('2026-11-23', 'large', 0.5)])
  expect(after).toContain('2026-11-23: the old one.')
  expect(after).toContain('2026-11-24: the new one.')
  expect(after.endsWith('\n## another\n\nText.\n')).toBe(true)
})

test('updateSection removes the machine of a date that has no rows left', () => {
  const first = { date: '2026-11-23', machine: 'the old one.', rows: { small: row('2026-11-23', 'small', 0.5) } }
  const second = { date: '2026-11-24', machine: 'the new one.', rows: { small: row('2026-11-24', 'small', 2) } }
  expect(updateSection(updateSection(otherText, order, first, sync), order, second, sync)).not.toContain('the old one.')
})

test('updateSection keeps several sections, each with its own intro', () => {
  const run = { date: '2026-11-24', machine: 'a machine.', rows: { small: row('2026-11-24', 'small', 0.5) } }
  const about = { title: 'playlist', intro: 'Other words.' }
  const both = updateSection(updateSection(otherText, order, run, sync), order, run, about)
  expect(both.match(/^## \w+/gm)).toEqual(['## sync', '## playlist'])
  expect(both).toContain('## playlist\n\nOther words.\n')
  expect(updateSection(both, order, run, sync)).toBe(both)
})

test('updateSection keeps rows of a case whose name has a hyphen', () => {
  const about = { title: 'player', intro: 'Words.' }
  const run = (name: string) => ({ date: '2026-11-24', machine: 'one.', rows: { [name]: row('2026-11-24', name, 1) } })
  const first = updateSection(otherText, ['first-frame', 'bytes'], run('first-frame'), about)
  expect(updateSection(first, ['first-frame', 'bytes'], run('bytes'), about)).toContain('| `first-frame` |')
})

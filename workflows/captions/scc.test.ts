import { expect, test, vi } from 'vitest'
import { formatCues } from '../test/format-cues.ts'
import { parseScc } from './scc.ts'

const ascii = (text: string) =>
  (text.length % 2 ? `${text} ` : text).match(/../g)!.map(pair => Buffer.from(pair).toString('hex'))
/** The codes of a caption that is prepared, put in the last row, and then shown. */
const popOn = (text: string) =>
  ['9420', '9420', '94ae', '94ae', '9470', '9470', ...ascii(text), '942f', '942f'].join(' ')
const erase = '942c 942c'

test('reads captions that are prepared and then shown', () => {
  const text = `Scenarist_SCC V1.0\n\n00:00:01:00\t${popOn('The hare')}\n\n00:00:04:00\t${erase}\n\n00:00:05:00\t${popOn('runs & runs')}\n`
  const read = formatCues(parseScc(text))
  expect(read.map(line => line.replace(/^\S+ /, ''))).toEqual(['The hare', 'runs &amp; runs'])
  const [start, end] = read[0]!.split(' ')[0]!.split('-').map(Number)
  expect(start).toBeCloseTo(1.001 + (10 * 1.001) / 30, 2)
  expect(end).toBeCloseTo(4.004, 2)
  expect(parseScc(text).flaw).toBeNull()
})

test('counts times with a semicolon as the clock does', () => {
  const [first] = formatCues(parseScc(`Scenarist_SCC V1.0\n\n00:10:00;00\t${popOn('A')}`))
  expect(Number(first!.split('-')[0])).toBeCloseTo(600.2, 0)
})

test('reports a line without a time', () => {
  expect(parseScc(`Scenarist_SCC V1.0\n\nsoon\t${popOn('A')}\n`)).toMatchObject({ cues: [], flaw: { line: 3 } })
})

test('prints nothing about codes that make no sense', () => {
  const print = vi.spyOn(console, 'log').mockReturnValue()
  parseScc(`Scenarist_SCC V1.0\n\n${'00:00:01:00\t9420 c8e5 942f\n'.repeat(100)}`)
  expect(print).not.toHaveBeenCalled()
  print.mockRestore()
})

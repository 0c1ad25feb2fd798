import { expect, test } from 'vitest'
import { Lanes } from './lanes.ts'

test('whoever finds no lane waits for the next one, in order', async () => {
  const lanes = new Lanes(1)
  const order: string[] = []
  await lanes.take()
  const [one, two] = [lanes.take().then(() => order.push('one')), lanes.take().then(() => order.push('two'))]
  expect(lanes.crowded).toBe(true)
  lanes.give()
  await one
  expect(order).toEqual(['one'])
  lanes.give()
  await two
  expect([order, lanes.crowded]).toEqual([['one', 'two'], false])
})

test('a reading that stands still keeps its lane until somebody needs it; the one that has stood longest goes first', async () => {
  const lanes = new Lanes(2)
  await lanes.take()
  await lanes.take()
  const ended: string[] = []
  const ending = (name: string) => () => {
    ended.push(name)
    lanes.give()
  }
  const [first, second, third] = ['first', 'second', 'third'].map(ending) as [() => void, () => void, () => void]
  lanes.still(first)
  lanes.still(second)
  lanes.goesOn(first)
  lanes.still(first)
  expect(ended).toEqual([])
  await lanes.take()
  expect(ended).toEqual(['second'])
  await lanes.take()
  expect(ended).toEqual(['second', 'first'])
  const waiting = lanes.take()
  lanes.still(third)
  await waiting
  expect(ended).toEqual(['second', 'first', 'third'])
})

test('a lane is given back when the work on it fails', async () => {
  const lanes = new Lanes(1)
  const failing = lanes.within(async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await lanes.within(async () => 'yes')).toBe('yes')
})

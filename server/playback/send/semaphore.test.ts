import { expect, test } from 'vitest'
import { Semaphore } from './semaphore.ts'

test('whoever finds no lane waits for the next one, in order', async () => {
  const lanes = new Semaphore(1)
  const order: string[] = []
  await lanes.acquire()
  const [one, two] = [lanes.acquire().then(() => order.push('one')), lanes.acquire().then(() => order.push('two'))]
  expect(lanes.hasWaiters).toBe(true)
  lanes.release()
  await one
  expect(order).toEqual(['one'])
  lanes.release()
  await two
  expect([order, lanes.hasWaiters]).toEqual([['one', 'two'], false])
})

test('a reading that stands still keeps its lane until somebody needs it; the one that has stood longest goes first', async () => {
  const lanes = new Semaphore(2)
  await lanes.acquire()
  await lanes.acquire()
  const ended: string[] = []
  const ending = (name: string) => () => {
    ended.push(name)
    lanes.release()
  }
  const [first, second, third] = ['first', 'second', 'third'].map(ending) as [() => void, () => void, () => void]
  lanes.markStalled(first)
  lanes.markStalled(second)
  lanes.markActive(first)
  lanes.markStalled(first)
  expect(ended).toEqual([])
  await lanes.acquire()
  expect(ended).toEqual(['second'])
  await lanes.acquire()
  expect(ended).toEqual(['second', 'first'])
  const waiting = lanes.acquire()
  lanes.markStalled(third)
  await waiting
  expect(ended).toEqual(['second', 'first', 'third'])
})

test('a lane is given back when the work on it fails', async () => {
  const lanes = new Semaphore(1)
  const failing = lanes.run(async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await lanes.run(async () => 'yes')).toBe('yes')
})

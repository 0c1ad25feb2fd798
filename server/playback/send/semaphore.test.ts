import { expect, test } from 'vitest'
import { Semaphore } from './semaphore.ts'

test('gives permits to waiters in order', async () => {
  const semaphore = new Semaphore(1)
  const order: string[] = []
  await semaphore.acquire()
  const [one, two] = [
    semaphore.acquire().then(() => order.push('one')),
    semaphore.acquire().then(() => order.push('two')),
  ]
  expect(semaphore.hasWaiters).toBe(true)
  semaphore.release()
  await one
  expect(order).toEqual(['one'])
  semaphore.release()
  await two
  expect([order, semaphore.hasWaiters]).toEqual([['one', 'two'], false])
})

test('ends the read that has been stalled longest when a caller needs its permit', async () => {
  const semaphore = new Semaphore(2)
  await semaphore.acquire()
  await semaphore.acquire()
  const ended: string[] = []
  const ending = (name: string) => () => {
    ended.push(name)
    semaphore.release()
  }
  const [first, second, third] = ['first', 'second', 'third'].map(ending) as [() => void, () => void, () => void]
  semaphore.markStalled(first)
  semaphore.markStalled(second)
  semaphore.markActive(first)
  semaphore.markStalled(first)
  expect(ended).toEqual([])
  await semaphore.acquire()
  expect(ended).toEqual(['second'])
  await semaphore.acquire()
  expect(ended).toEqual(['second', 'first'])
  const waiting = semaphore.acquire()
  semaphore.markStalled(third)
  await waiting
  expect(ended).toEqual(['second', 'first', 'third'])
})

test('returns the permit when the work fails', async () => {
  const semaphore = new Semaphore(1)
  const failing = semaphore.run(async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await semaphore.run(async () => 'yes')).toBe('yes')
})

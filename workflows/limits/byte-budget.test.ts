import { expect, test } from 'vitest'
import { ByteBudget } from './byte-budget.ts'

test('never more bytes are held than there are, and all get their turn in order', async () => {
  const budget = new ByteBudget(10)
  let held = 0
  let most = 0
  const order: number[] = []
  const hold = (bytes: number, number: number) =>
    budget.withReservation(bytes, async () => {
      order.push(number)
      held += Math.min(bytes, 10)
      most = Math.max(most, held)
      await new Promise(resolve => setTimeout(resolve, 5))
      held -= Math.min(bytes, 10)
    })
  await Promise.all([6, 6, 3, 40, 1, 1].map(hold))
  expect(most).toBeLessThanOrEqual(10)
  expect(order).toEqual([0, 1, 2, 3, 4, 5])
})

test('what fails gives its bytes back', async () => {
  const budget = new ByteBudget(1)
  await expect(budget.withReservation(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(budget.withReservation(1, async () => 'yes')).resolves.toBe('yes')
})

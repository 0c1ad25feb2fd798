import { expect, test } from 'vitest'
import { ByteBudget } from './byte-budget.ts'

test('never reserves more bytes than it has, and serves all requests in order', async () => {
  const budget = new ByteBudget(10)
  let reservedBytes = 0
  let maxReservedBytes = 0
  const order: number[] = []
  const reserve = (bytes: number, number: number) =>
    budget.withReservation(bytes, async () => {
      order.push(number)
      reservedBytes += Math.min(bytes, 10)
      maxReservedBytes = Math.max(maxReservedBytes, reservedBytes)
      await new Promise(resolve => setTimeout(resolve, 5))
      reservedBytes -= Math.min(bytes, 10)
    })
  await Promise.all([6, 6, 3, 40, 1, 1].map(reserve))
  expect(maxReservedBytes).toBeLessThanOrEqual(10)
  expect(order).toEqual([0, 1, 2, 3, 4, 5])
})

test('releases its bytes when the work fails', async () => {
  const budget = new ByteBudget(1)
  await expect(budget.withReservation(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(budget.withReservation(1, async () => 'yes')).resolves.toBe('yes')
})

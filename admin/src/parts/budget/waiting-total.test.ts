import { expect, test } from 'vitest'
import { waitingTotal } from './waiting-total.ts'

test('adds up the videos and costs of all packages', () => {
  const dollars = (amount: number) => ({ amount, currency: 'USD' })
  const waiting = (slug: string, videos: number, amount: number) => ({
    ...{ transcodeId: slug, package: { id: slug, slug, title: slug }, videos, estimatedCost: dollars(amount) },
  })
  const spent = dollars(0)
  expect(waitingTotal({ spent, waiting: [waiting('a', 2, 0.2), waiting('b', 1, 0.11)] })).toBe(
    '3 videos of 2 packages wait for the next month, a higher limit, or your approval: about $0.31.',
  )
  expect(waitingTotal({ spent, waiting: [waiting('a', 1, 0.2)] })).toContain('1 video of 1 package waits')
})

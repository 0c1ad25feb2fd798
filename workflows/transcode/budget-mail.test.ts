import { expect, test } from 'vitest'
import { budgetMail } from './budget-mail.ts'

const alert = {
  ...{ month: '2026-11-01', percent: 80, limitMicros: 25_000_000n, currency: 'USD' },
  ...{ usedMicros: 20_100_000n, waitingVideos: 0, reachedAt: new Date(), mailedAt: null },
}
const textOf = (overrides = {}) => budgetMail({ ...alert, ...overrides }, 'https://admin').paragraphs.join(' ')

test('a mail at 80 percent says how much is used, and what happens over the limit', () => {
  expect(budgetMail(alert, 'https://admin')).toMatchObject({
    subject: '80% of the budget for November 2026 is used',
    link: { label: 'Open the budget', url: 'https://admin/budget' },
  })
  expect(textOf()).toContain('$20.10 of $25.00 is spent or reserved for videos in progress. Over the limit, new videos')
})

test('a mail at 100 percent says what waits', () => {
  const subjectOf = (usedMicros: bigint) => budgetMail({ ...alert, percent: 100, usedMicros }, 'https://admin').subject
  expect(subjectOf(25_000_000n)).toBe('The budget for November 2026 is used up')
  expect(subjectOf(2_000_000n)).toBe('Videos wait for the budget for November 2026')
  expect(textOf({ percent: 100 })).toContain('New videos wait until you release them')
  expect(textOf({ percent: 100, waitingVideos: 1 })).toContain('1 video waits now, because')
  expect(textOf({ percent: 100, waitingVideos: 1200 })).toContain('1,200 videos wait now, because')
})

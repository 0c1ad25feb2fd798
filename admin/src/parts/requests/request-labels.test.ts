import { expect, test } from 'vitest'
import { askLabel } from './request-labels.ts'

test('the button names up to three people, and counts more', () => {
  expect(askLabel(['Ada'])).toBe('Ask Ada to publish')
  expect(askLabel(['Ada', 'Ben', 'Clara'])).toBe('Ask Ada, Ben, or Clara to publish')
  expect(askLabel(['Ada', 'Ben', 'Clara', 'Dora'])).toBe('Ask 4 people to publish')
})

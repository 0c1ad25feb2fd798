import { expect, test } from 'vitest'
import { addressOf, fit, reportedPage, screenOf } from './frame-address.ts'

test('the address of a page is its encoded path below the draft', () => {
  expect(addressOf('https://content/preview/t/p/3/', 'Part 1/100% ö.html')).toBe(
    'https://content/preview/t/p/3/Part%201/100%25%20%C3%B6.html',
  )
})

test('a frame reports its page by an encoded path, and a folder as its index page', () => {
  expect(reportedPage({ lecternDraft: 'Part%201/one.html' })).toBe('Part 1/one.html')
  expect(reportedPage({ lecternDraft: '' })).toBe('index.html')
  expect(reportedPage({ lecternDraft: 'chapters/' })).toBe('chapters/index.html')
  expect(reportedPage({ lecternDraft: '100%.html' })).toBe('100%.html')
  for (const message of [null, 'one.html', { lecternDraft: 3 }, {}]) expect(reportedPage(message)).toBeNull()
})

test('the address names the screen by its width', () => {
  expect(screenOf('390', 1280).name).toBe('phone')
  expect([screenOf(null, 1280), screenOf('391', 1280)].map(({ name }) => name)).toEqual(['laptop', 'laptop'])
  expect([screenOf(null, 375), screenOf('1280', 375)].map(({ name }) => name)).toEqual(['phone', 'laptop'])
})

test('a screen fits into the place: smaller if need be, never larger, and not too high', () => {
  expect(fit(screenOf('1280', 1280), 640)).toEqual({ scale: 0.5, width: 1280, height: 800 })
  expect(fit(screenOf('390', 1280), 800)).toEqual({ scale: 1, width: 390, height: 720 })
  expect(fit(screenOf('820', 1280), 410)).toEqual({ scale: 0.5, width: 820, height: 1180 })
  expect(fit(screenOf('1280', 1280), 0).scale).toBe(1)
})

// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { decidePosition, positionKey, readPosition, removePosition, writePosition } from './resume-positions.ts'

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

it.each([
  [9, 600, 'ignore'],
  [10, 600, 'keep'],
  [569, 600, 'keep'],
  [571, 600, 'remove'],
  [74, 90, 'keep'],
  [76, 90, 'remove'],
  [30, 59, 'ignore'],
  [30, Number.NaN, 'ignore'],
  [30, Number.POSITIVE_INFINITY, 'ignore'],
])('decides about second %d of %d: %s', (time, duration, decision) => {
  expect(decidePosition({ time, duration })).toBe(decision)
})

it('stores a position for each release and video', () => {
  const key = positionKey({ package: 'optics', release: 7, path: 'videos/lens.mp4' })
  expect(key).toBe('lectern:resume:optics/7/videos/lens.mp4')
  writePosition(key, { time: 192.7, duration: 600 })
  expect(readPosition(key)).toEqual({ time: 192, duration: 600 })
  expect(readPosition(positionKey({ package: 'optics', release: 8, path: 'videos/lens.mp4' }))).toBeNull()
  removePosition(key)
  expect(readPosition(key)).toBeNull()
})

it('ignores what it does not understand', () => {
  for (const text of ['', 'x', '[1e999,2]', '[-5,600]', '{}', 'null', '12 600']) {
    localStorage.setItem('lectern:resume:a', text)
    expect(readPosition('lectern:resume:a')).toBeNull()
  }
})

it('keeps 200 positions, the newest, and nothing of the page’s own', () => {
  localStorage.setItem('score', '3')
  const now = vi.spyOn(Date, 'now')
  for (let index = 0; index < 205; index++) {
    now.mockReturnValue(1_000 + ((index * 7) % 205))
    writePosition(`lectern:resume:p/1/${index}`, { time: 100, duration: 600 })
  }
  const ages = Object.keys(localStorage).flatMap(name => JSON.parse(localStorage.getItem(name)!)[2] ?? [])
  expect(ages).toHaveLength(200)
  expect(localStorage.getItem('score')).toBe('3')
})

it('does nothing where the browser refuses', () => {
  vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
    throw new Error('refused')
  })
  expect(readPosition('lectern:resume:a')).toBeNull()
  expect(() => writePosition('lectern:resume:a', { time: 100, duration: 600 })).not.toThrow()
})

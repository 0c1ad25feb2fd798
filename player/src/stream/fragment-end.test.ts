import { expect, it } from 'vitest'
import { fragmentEnd } from './fragment-end.ts'

it.each([
  ['film.mp4', null],
  ['film.mp4#t=3', null],
  ['film.mp4#t=3,6', 6],
  ['film.mp4#t=npt:3,6.5', 6.5],
  ['film.mp4#t=,6', 6],
  ['film.mp4#t=0:01:30,0:02:00', 120],
  ['film.mp4#t=1:30,2:00', 120],
  ['film.mp4#track=audio&t=3,6', 6],
  ['film.mp4#t=1,2&t=3,6', 6],
  ['film.mp4#t=3%2C6', 6],
  ['film.mp4#t=6,3', null],
  ['film.mp4#t=a,b', null],
  ['film.mp4#t=smpte:0:00:03,0:00:06', null],
])('reads the end of %s', (address, end) => {
  expect(fragmentEnd(address)).toBe(end)
})

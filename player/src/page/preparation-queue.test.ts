// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { PreparationQueue } from './preparation-queue.ts'

/** A video at a height of the page, in CSS pixels. The middle of the window is at 384. */
function videoAt(top: number): HTMLVideoElement {
  const video = document.createElement('video')
  video.getBoundingClientRect = () => new DOMRect(462, top, 100, 0)
  return video
}

it('prepares three videos at a time, and then the one nearest to the middle of the window', async () => {
  const queue = new PreparationQueue()
  const started: number[] = []
  const ends: (() => void)[] = []
  for (const top of [2000, 1900, 1800, 5000, 400, 900])
    queue.add(videoAt(top), () => {
      started.push(top)
      return new Promise(resolve => ends.push(resolve))
    })
  expect(started).toEqual([2000, 1900, 1800])
  ends[1]!()
  await expect.poll(() => started).toEqual([2000, 1900, 1800, 400])
  ends[0]!()
  await expect.poll(() => started).toEqual([2000, 1900, 1800, 400, 900])
})

it('goes on after a preparation that failed', async () => {
  const queue = new PreparationQueue()
  const started: number[] = []
  for (let number = 0; number < 5; number++)
    queue.add(videoAt(number), () => {
      started.push(number)
      return Promise.reject(new Error('no stream'))
    })
  await expect.poll(() => started.length).toBe(5)
})

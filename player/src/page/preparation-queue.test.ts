// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { PreparationQueue } from './preparation-queue.ts'

/** A video at a height of the page, in CSS pixels. The middle of the window is at 384. */
function videoAt(top: number): HTMLVideoElement {
  const video = document.createElement('video')
  video.getBoundingClientRect = () => new DOMRect(462, top, 100, 0)
  return video
}

it('prepares three videos, and then the one nearest to the middle of the window for each that was played', async () => {
  const queue = new PreparationQueue()
  const started: number[] = []
  const videos = [2000, 1900, 1800, 5000, 400, 900].map(top => [top, videoAt(top)] as const)
  for (const [top, video] of videos)
    queue.add(video, async () => {
      started.push(top)
      return true
    })
  await new Promise(resolve => setTimeout(resolve))
  expect(started).toEqual([2000, 1900, 1800])
  videos[1]![1].dispatchEvent(new Event('play'))
  expect(started).toEqual([2000, 1900, 1800, 400])
  queue.release(videos[0]![1])
  expect(started).toEqual([2000, 1900, 1800, 400, 900])
})

it('prepares a video at once at a gesture near it', async () => {
  const queue = new PreparationQueue()
  const started: number[] = []
  const videos = [100, 200, 300, 5000].map(top => [top, videoAt(top)] as const)
  for (const [top, video] of videos) {
    document.body.append(video)
    queue.add(video, async () => {
      started.push(top)
      return true
    })
  }
  const gesture = new PointerEvent('pointerover', { clientX: 500, clientY: 4990, bubbles: true })
  document.body.dispatchEvent(gesture)
  expect(started).toEqual([100, 200, 300, 5000])
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

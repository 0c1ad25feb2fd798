// @vitest-environment happy-dom
import { beforeAll, expect, it, vi } from 'vitest'

let inRenditionPixels: typeof import('./pixel-reads.ts').inRenditionPixels
beforeAll(async () => {
  vi.stubGlobal('CanvasRenderingContext2D', class {})
  ;({ inRenditionPixels } = await import('./pixel-reads.ts'))
})
const half = { videoWidth: 1280, videoHeight: 720, scaleX: 0.5, scaleY: 0.5 }

it.each([
  ['the size of the file where none is given', [10, 20], [10, 20, 1280, 720]],
  ['the given size', [10, 20, 100, 50], [10, 20, 100, 50]],
  ['the same part of the picture', [200, 100, 640, 360, 0, 0, 64, 36], [100, 50, 320, 180, 0, 0, 64, 36]],
])('draws %s', (_, numbers, drawn) => {
  expect(inRenditionPixels(numbers, half)).toEqual(drawn)
})

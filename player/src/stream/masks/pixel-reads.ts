import { swappedVideoOf } from '../swapped-video.ts'
import { readNative, replaceMethod } from './native.ts'

/** The videos that the page draws into a canvas or a texture. */
const readVideos = new WeakSet<HTMLVideoElement>()
let isInstalled = false

const { drawImage } = CanvasRenderingContext2D.prototype

/** Draws a video to a canvas of its size. This is not the page's doing, and does not count. */
export function drawSilently(canvas: HTMLCanvasElement, video: HTMLVideoElement): void {
  const context = canvas.getContext('2d')
  if (context) Reflect.apply(drawImage, context, [video, 0, 0, canvas.width, canvas.height])
}

/** Returns whether the page reads the pixels of a video. */
export const isReadByPage = (video: HTMLVideoElement): boolean => readVideos.has(video)

/**
 * Notices from now on when the page reads a video into a canvas or a texture. Pixels that it draws from a swapped video
 * have the file's size.
 */
export function watchPixelReads(): void {
  if (isInstalled) return
  isInstalled = true
  const note = (value: unknown) => {
    if (value instanceof HTMLVideoElement) readVideos.add(value)
  }
  for (const prototype of [self.WebGLRenderingContext?.prototype, self.WebGL2RenderingContext?.prototype])
    for (const name of ['texImage2D', 'texSubImage2D'])
      if (prototype)
        replaceMethod(prototype, name, (_, input, native) => {
          note(input.at(-1))
          return native(...input)
        })
  replaceMethod(CanvasRenderingContext2D.prototype, 'drawImage', (_, [image, ...rest], native) => {
    note(image)
    const swapped = image instanceof HTMLVideoElement ? swappedVideoOf(image) : undefined
    if (!swapped || ['rescue', 'returned'].includes(swapped.phase)) return native(image, ...rest)
    const { videoWidth, videoHeight } = swapped.file
    const source = swapped.still ?? swapped.video
    const width = swapped.still ? swapped.still.width : readNative(swapped.video, 'videoWidth')
    const scaleX = width / videoWidth
    const height = swapped.still ? swapped.still.height : readNative(swapped.video, 'videoHeight')
    return native(
      source,
      ...inRenditionPixels(rest as number[], { videoWidth, videoHeight, scaleX, scaleY: height / videoHeight }),
    )
  })
}

/**
 * Converts the numbers of `drawImage` from pixels of the file to pixels of what is drawn. Shapes: dx, dy · dx, dy, dw, dh
 * · sx, sy, sw, sh, dx, dy, dw, dh.
 */
export function inRenditionPixels(
  numbers: number[],
  size: { videoWidth: number; videoHeight: number; scaleX: number; scaleY: number },
): number[] {
  const [a = 0, b = 0, c = 0, d = 0, ...target] = numbers
  if (numbers.length === 2) return [a, b, size.videoWidth, size.videoHeight]
  if (numbers.length < 8) return numbers
  return [a * size.scaleX, b * size.scaleY, c * size.scaleX, d * size.scaleY, ...target]
}

type Capture = (this: HTMLMediaElement, ...input: unknown[]) => MediaStream

/** The videos that the page has captured. What it captured would end with the file. */
const capturedVideos = new WeakSet<HTMLMediaElement>()

export const isCaptured = (video: HTMLVideoElement): boolean => capturedVideos.has(video)

/** Notices from now on which videos the page captures as a `MediaStream`. */
export function watchCaptures(prototype: HTMLMediaElement): void {
  const methods = prototype as unknown as Record<string, Capture | undefined>
  for (const name of ['captureStream', 'mozCaptureStream']) {
    const native = methods[name]
    if (!native) continue
    methods[name] = function (...input) {
      capturedVideos.add(this)
      return native.apply(this, input)
    }
  }
}

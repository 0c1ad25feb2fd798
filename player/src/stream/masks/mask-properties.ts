import { addressOf, type SwappedVideo, swappedVideoOf } from '../swapped-video.ts'
import { readNative, replaceGetter, replaceSetter } from './native.ts'
import { playedOf } from './played-ranges.ts'

/** What a swapped video answers for a property. `native` reads the element. */
const reads: Record<string, (swapped: SwappedVideo, native: () => never) => unknown> = {
  src: ({ video, file }) => (file.attributes.src === null ? '' : resolve(file.attributes.src, video.baseURI)),
  currentSrc: ({ file }) => file.currentSrc,
  poster: (swapped, native) =>
    swapped.maskedAttributes.has('poster')
      ? resolve(swapped.file.attributes.poster ?? '', swapped.video.baseURI)
      : native(),
  duration: (swapped, native) => onceLoaded(swapped, native, swapped.file.duration),
  videoWidth: (swapped, native) => onceLoaded(swapped, native, swapped.file.videoWidth),
  videoHeight: (swapped, native) => onceLoaded(swapped, native, swapped.file.videoHeight),
  readyState: (swapped, native) => beforePlay(swapped, native, Math.max(swapped.file.readyState, native())),
  networkState: (swapped, native) => beforePlay(swapped, native, swapped.file.networkState),
  buffered: (swapped, native) => (isChanging(swapped) ? swapped.file.buffered : native()),
  seekable: (swapped, native) => (isChanging(swapped) ? swapped.file.seekable : native()),
  currentTime: (swapped, native) => {
    if (isChanging(swapped)) return swapped.seekTarget ?? swapped.file.currentTime
    const { duration } = swapped.file
    return duration - native() < 0.001 || readNative(swapped.video, 'ended') ? duration : native()
  },
  seeking: (swapped, native) => (isChanging(swapped) ? swapped.seekTarget !== null : native()),
  error: () => null,
  playbackRate: (swapped, native) => (isChanging(swapped) ? swapped.file.playbackRate : native()),
}

/** What the page reads of a rescued video: the author's addresses, and otherwise the stream. */
const rescueReads = new Set(['src', 'currentSrc', 'poster'])

const isChanging = ({ phase }: SwappedVideo) => phase === 'attaching' || phase === 'returning'

/** The file's value, but not before the page has seen it load. */
function onceLoaded(swapped: SwappedVideo, native: () => never, value: number): number {
  return swapped.phase === 'starting' && readNative(swapped.video, 'readyState') === 0 ? native() : value
}

function beforePlay(swapped: SwappedVideo, native: () => never, value: number): number {
  if (isChanging(swapped)) return value
  const isUntouched = swapped.phase === 'stream' && !swapped.hasPlayed && !readNative(swapped.video, 'seeking')
  return isUntouched ? value : native()
}

function resolve(address: string, base: string): string {
  return address !== '' && URL.canParse(address, base) ? new URL(address, base).href : address
}

/** Lets the page read the file's values of swapped videos. */
export function maskProperties(): void {
  for (const [name, read] of Object.entries(reads))
    for (const prototype of [HTMLVideoElement.prototype, HTMLMediaElement.prototype])
      replaceGetter(prototype, name, (element, native) => {
        const swapped = swappedVideoOf(element)
        if (!swapped) return name === 'currentSrc' ? addressOf(element, String(native())) : native()
        if (swapped.phase === 'returned') return native()
        return swapped.phase === 'rescue' && !rescueReads.has(name) ? native() : read(swapped, native as () => never)
      })
  // What was played counts across changes of the source, also after the file has come back.
  replaceGetter(HTMLMediaElement.prototype, 'played', element => playedOf(element as HTMLVideoElement))
  // The page's own poster counts, also while the still picture is shown.
  replaceSetter(HTMLVideoElement.prototype, 'poster', (element, value, native) => {
    swappedVideoOf(element)?.maskedAttributes.delete('poster')
    native(value)
  })
  replaceSetter(HTMLMediaElement.prototype, 'currentTime', (element, value, native) => {
    const swapped = swappedVideoOf(element)
    if (swapped && isChanging(swapped) && Number.isFinite(Number(value))) swapped.seekTarget = Number(value)
    else native(value)
  })
  replaceSetter(HTMLMediaElement.prototype, 'playbackRate', (element, value, native) => {
    const swapped = swappedVideoOf(element)
    if (swapped && isChanging(swapped)) swapped.file.playbackRate = Number(value)
    native(value)
  })
}

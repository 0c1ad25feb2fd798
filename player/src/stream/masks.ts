import { authoredSelector } from './authored-src.ts'
import { copyAsAuthored, hasSwappedInside, restoreAuthored } from './copies.ts'
import { readNative, replaceGetter, replaceMethod, replaceSetter } from './native.ts'
import { playedOf } from './played-ranges.ts'
import { hasSwappedVideos, lastAddressOf, type SwappedVideo, swappedVideoOf } from './swapped-video.ts'
import { startWaitingStream } from './waiting-starts.ts'

let isInstalled = false

/**
 * Lets the page read the author's values of swapped videos. Replaces accessors and methods of the prototypes, once per
 * page. Own properties of the elements would collide with those that video.js defines.
 */
export function installMasks(): void {
  if (isInstalled) return
  isInstalled = true
  maskProperties()
  maskPlayed()
  maskPoster()
  maskAttributes()
  maskCopies()
  maskTakingBack()
  maskPlay()
  maskSelectors()
}

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

function maskProperties(): void {
  for (const [name, read] of Object.entries(reads))
    for (const prototype of [HTMLVideoElement.prototype, HTMLMediaElement.prototype])
      replaceGetter(prototype, name, (element, native) => {
        const swapped = swappedVideoOf(element)
        if (!swapped) return (name === 'currentSrc' && lastAddressOf(element)) || native()
        if (swapped.phase === 'returned') return native()
        return swapped.phase === 'rescue' && !rescueReads.has(name) ? native() : read(swapped, native as () => never)
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

/** What was played counts across changes of the source, also after the file has come back. */
function maskPlayed(): void {
  replaceGetter(HTMLMediaElement.prototype, 'played', element => playedOf(element as HTMLVideoElement))
}

/** The page's own poster counts, also while the still picture is shown. */
function maskPoster(): void {
  replaceSetter(HTMLVideoElement.prototype, 'poster', (element, value, native) => {
    swappedVideoOf(element)?.maskedAttributes.delete('poster')
    native(value)
  })
}

function maskAttributes(): void {
  const isMasked = (target: object, name: unknown) => {
    const swapped = swappedVideoOf(target as EventTarget)
    return swapped?.maskedAttributes.has(String(name).toLowerCase())
  }
  replaceMethod(Element.prototype, 'getAttribute', (element, [name], native) => {
    return isMasked(element, name) ? copyAsAuthored(element).getAttribute(String(name)) : native(name)
  })
  replaceMethod(Element.prototype, 'hasAttribute', (element, [name], native) => {
    return isMasked(element, name) ? copyAsAuthored(element).hasAttribute(String(name)) : native(name)
  })
  replaceMethod(Element.prototype, 'getAttributeNames', (element, _, native) =>
    swappedVideoOf(element) ? copyAsAuthored(element).getAttributeNames() : native(),
  )
  replaceMethod(Element.prototype, 'getAttributeNode', (element, [name], native) =>
    isMasked(element, name) ? copyAsAuthored(element).getAttributeNode(String(name)) : native(name),
  )
  replaceGetter(Element.prototype, 'attributes', (element, native) =>
    swappedVideoOf(element) ? copyAsAuthored(element).attributes : native(),
  )
}

function maskCopies(): void {
  for (const name of ['innerHTML', 'outerHTML'] as const)
    replaceGetter(Element.prototype, name, (element, native) =>
      hasSwappedInside(element) ? callNativeGetter(copyAsAuthored(element), name) : native(),
    )
  replaceMethod(Node.prototype, 'cloneNode', (node, [deep], native) => {
    const copy = native(deep) as Node
    if (hasSwappedInside(node)) restoreAuthored(node, copy)
    return copy
  })
  replaceMethod(Document.prototype, 'importNode', (_, [node, ...options], native) => {
    const copy = native(node, ...options) as Node
    if (hasSwappedInside(node as Node)) restoreAuthored(node as Node, copy)
    return copy
  })
}

/** Reads a markup property of a copy. The copy holds no swapped video, so that the replaced getter answers natively. */
const callNativeGetter = (copy: Element, name: 'innerHTML' | 'outerHTML') => copy[name]

/** Whatever gives the element another source returns it to the page first. */
function maskTakingBack(): void {
  for (const name of ['src', 'srcObject'])
    replaceSetter(HTMLMediaElement.prototype, name, (element, value, native) => {
      swappedVideoOf(element)?.end()
      native(value)
    })
  for (const name of ['setAttribute', 'setAttributeNS', 'toggleAttribute', 'setAttributeNode'])
    replaceMethod(Element.prototype, name, (element, input, native) => {
      const swapped = hasSwappedVideos() ? swappedVideoOf(element) : undefined
      const attribute = attributeNameOf(name, input)
      if (attribute === 'src') swapped?.end()
      else swapped?.maskedAttributes.delete(attribute)
      return native(...input)
    })
  replaceMethod(Element.prototype, 'removeAttribute', (element, [name], native) => {
    const swapped = swappedVideoOf(element)
    // Without the attribute, browsers go on playing what they have loaded.
    if (swapped && String(name).toLowerCase() === 'src') swapped.file.attributes.src = null
    else swapped?.maskedAttributes.delete(String(name).toLowerCase())
    return native(name)
  })
  replaceMethod(HTMLMediaElement.prototype, 'load', (element, _, native) => {
    const swapped = swappedVideoOf(element)
    if (!swapped) return native()
    swapped.end()
    swapped.loadFile()
  })
}

/** Lets a prepared stream begin with the page's first play. */
function maskPlay(): void {
  replaceMethod(HTMLMediaElement.prototype, 'play', (element, _, native) => {
    startWaitingStream(element)
    const swapped = swappedVideoOf(element)
    const played = native() as Promise<void> | undefined
    // When the file comes back, its new start settles what the change of the source has aborted.
    return swapped && played ? played.catch(error => swapped.settlePlay(error)) : played
  })
}

/** Lets selectors such as `video[src$=".mp4"]` find swapped videos. They have the author's `src` in another attribute. */
function maskSelectors(): void {
  const authored = (selector: unknown) => (hasSwappedVideos() ? authoredSelector(String(selector)) : selector)
  for (const prototype of [Document.prototype, DocumentFragment.prototype, Element.prototype])
    for (const name of ['querySelector', 'querySelectorAll', 'matches', 'closest'])
      replaceMethod(prototype as object, name, (_, [selector, ...rest], native) => native(authored(selector), ...rest))
}

function attributeNameOf(method: string, input: unknown[]): string {
  const [first, second] = input
  if (method === 'setAttributeNode') return (first as Attr).name.toLowerCase()
  return String(method === 'setAttributeNS' ? second : first).toLowerCase()
}

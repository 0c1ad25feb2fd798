import { hasSwappedVideos, type SwappedVideo, swappedVideoOf } from '../swapped-video.ts'
import { hasAddedTracks, isAddedTrack } from '../text-tracks.ts'
import { authoredSrcAttribute } from './authored-src.ts'
import { removeAddedStyles } from './authored-style.ts'
import { callNative } from './native.ts'

/** A document that loads nothing, and writes markup as the page does: as HTML or as XML. */
const inertDocument = document.contentType.endsWith('xml')
  ? document.implementation.createDocument(null, null)
  : document.implementation.createHTMLDocument('')

/** Returns whether a node is or contains a video that does not stand there as the author wrote it. */
export function hasChangedInside(node: Node): boolean {
  if (!hasSwappedVideos() && !hasAddedTracks()) return false
  return videosIn(node).some(video => swappedVideoOf(video) || Array.from(video.children).some(isAddedTrack))
}

/** Returns a copy of an element, with all it contains, in which videos stand as the author wrote them. */
export function copyAsAuthored(element: Element): Element {
  const copy = callNative<Element>(inertDocument, 'importNode', element, true)
  restoreAuthored(element, copy)
  return copy
}

/** Gives the videos of a copy the author's attributes and tracks. Does nothing for a copy without children. */
export function restoreAuthored(original: Node, copy: Node): void {
  const copies = videosIn(copy)
  videosIn(original).forEach((video, index) => {
    const target = copies[index]
    if (!target) return
    removeAddedTracks(video, target)
    const swapped = swappedVideoOf(video)
    if (swapped) restoreAttributes(swapped, target)
  })
}

/** Removes the captions of the package. A copy in the page gets its own. */
function removeAddedTracks(video: HTMLVideoElement, copy: HTMLVideoElement): void {
  const copiedTracks = [...copy.querySelectorAll('track')]
  for (const [index, track] of [...video.querySelectorAll('track')].entries())
    if (isAddedTrack(track)) copiedTracks[index]?.remove()
}

/**
 * Gives a copy the author's attributes, in the author's order. New ones come last. Moves nodes, because names such as
 * `@play` cannot be set. Each is set once, because setting `src` again would load again.
 */
function restoreAttributes({ addedStyles, maskedAttributes, file }: SwappedVideo, copy: HTMLVideoElement): void {
  removeAddedStyles(copy, addedStyles, file.attributes.style)
  callNative(copy, 'removeAttribute', authoredSrcAttribute)
  for (const name of maskedAttributes) if (name !== 'style') callNative(copy, 'removeAttribute', name)
  const present = callNative<string[]>(copy, 'getAttributeNames')
  const nodes = new Map(present.map(name => [name, callNative<Attr>(copy, 'getAttributeNode', name)]))
  for (const name of maskedAttributes) {
    const value = name === 'style' ? null : file.attributes[name as 'src' | 'poster']
    if (value === null) continue
    const node = copy.ownerDocument.createAttribute(name)
    node.value = value
    nodes.set(name, node)
  }
  const authored = file.attributeNames.filter(name => nodes.has(name))
  const ordered = [...authored, ...[...nodes.keys()].filter(name => !authored.includes(name))]
  const firstMoved = ordered.findIndex((name, index) => name !== present[index])
  if (firstMoved < 0) return
  for (const name of present.slice(firstMoved)) copy.removeAttributeNode(nodes.get(name)!)
  for (const name of ordered.slice(firstMoved)) callNative(copy, 'setAttributeNode', nodes.get(name)!)
}

function videosIn(node: Node): HTMLVideoElement[] {
  const inside = 'querySelectorAll' in node ? [...(node as Element).querySelectorAll('video')] : []
  return node.nodeName.toLowerCase() === 'video' ? [node as HTMLVideoElement, ...inside] : inside
}

import { hasSwappedVideos, swappedVideoOf } from '../swapped-video.ts'
import { isAddedTrack } from '../text-tracks.ts'
import { authoredSrcAttribute } from './authored-src.ts'
import { removeAddedStyles } from './authored-style.ts'
import { callNative } from './native.ts'

/** A document that loads nothing, and writes markup as the page does: as HTML or as XML. */
const inertDocument = document.contentType.endsWith('xml')
  ? document.implementation.createDocument(null, null)
  : document.implementation.createHTMLDocument('')

/** Returns whether a node is a swapped video or contains one. */
export function hasSwappedInside(node: Node): boolean {
  return hasSwappedVideos() && videosIn(node).some(video => swappedVideoOf(video))
}

/** Returns a copy of an element, with all it contains, in which swapped videos stand as the author wrote them. */
export function copyAsAuthored(element: Element): Element {
  const copy = callNative<Element>(inertDocument, 'importNode', element, true)
  restoreAuthored(element, copy)
  return copy
}

/** Gives the videos of a copy the author's attributes. Does nothing for a copy without children. */
export function restoreAuthored(original: Node, copy: Node): void {
  const copies = videosIn(copy)
  videosIn(original).forEach((video, index) => {
    const swapped = swappedVideoOf(video)
    const target = copies[index]
    if (!swapped || !target) return
    removeAddedStyles(target, swapped.addedStyles, swapped.file.attributes.style)
    for (const name of swapped.maskedAttributes) {
      if (name === 'style') continue
      const value = swapped.file.attributes[name as 'src' | 'poster']
      if (value === null) callNative(target, 'removeAttribute', name)
      else callNative(target, 'setAttribute', name, value)
    }
    callNative(target, 'removeAttribute', authoredSrcAttribute)
    orderAttributes(target, swapped.file.attributeNames)
    removeAddedTracks(video, target)
  })
}

/** Removes the captions of the package. A copy in the page gets its own. */
function removeAddedTracks(video: HTMLVideoElement, copy: HTMLVideoElement): void {
  const copiedTracks = [...copy.querySelectorAll('track')]
  for (const [index, track] of [...video.querySelectorAll('track')].entries())
    if (isAddedTrack(track)) copiedTracks[index]?.remove()
}

/** Puts attributes into the author's order. New ones come last. Moves nodes, because names such as `@play` cannot be set. */
function orderAttributes(element: Element, names: string[]): void {
  const present = callNative<string[]>(element, 'getAttributeNames')
  const ordered = [...names.filter(name => present.includes(name)), ...present.filter(name => !names.includes(name))]
  if (ordered.join() === present.join()) return
  const nodes = ordered.flatMap(name => callNative<Attr | null>(element, 'getAttributeNode', name) ?? [])
  for (const node of nodes) element.removeAttributeNode(node)
  for (const node of nodes) callNative(element, 'setAttributeNode', node)
}

function videosIn(node: Node): HTMLVideoElement[] {
  const inside = 'querySelectorAll' in node ? [...(node as Element).querySelectorAll('video')] : []
  return node.nodeName.toLowerCase() === 'video' ? [node as HTMLVideoElement, ...inside] : inside
}

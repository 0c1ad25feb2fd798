import { hasSwappedVideos, swappedVideoOf } from '../swapped-video.ts'
import { authoredSelector } from './authored-src.ts'
import { copyAsAuthored, hasChangedInside, restoreAuthored } from './copies.ts'
import { replaceGetter, replaceMethod } from './native.ts'

/** Lets the page read, copy, and select swapped videos by the author's attributes. */
export function maskAttributes(): void {
  maskReading()
  maskCopying()
  maskSelectors()
}

function maskReading(): void {
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

function maskCopying(): void {
  for (const name of ['innerHTML', 'outerHTML'] as const)
    replaceGetter(Element.prototype, name, (element, native) =>
      hasChangedInside(element) ? callNativeGetter(copyAsAuthored(element), name) : native(),
    )
  replaceMethod(Node.prototype, 'cloneNode', (node, [deep], native) => {
    const copy = native(deep) as Node
    if (hasChangedInside(node)) restoreAuthored(node, copy)
    return copy
  })
  replaceMethod(Document.prototype, 'importNode', (_, [node, ...options], native) => {
    const copy = native(node, ...options) as Node
    if (hasChangedInside(node as Node)) restoreAuthored(node as Node, copy)
    return copy
  })
}

/** Reads a markup property of a copy. The copy holds no swapped video, so that the replaced getter answers natively. */
const callNativeGetter = (copy: Element, name: 'innerHTML' | 'outerHTML') => copy[name]

/** Lets selectors such as `video[src$=".mp4"]` find swapped videos. They have the author's `src` in another attribute. */
function maskSelectors(): void {
  const authored = (selector: unknown) => (hasSwappedVideos() ? authoredSelector(String(selector)) : selector)
  for (const prototype of [Document.prototype, DocumentFragment.prototype, Element.prototype])
    for (const name of ['querySelector', 'querySelectorAll', 'matches', 'closest'])
      replaceMethod(prototype as object, name, (_, [selector, ...rest], native) => native(authored(selector), ...rest))
}

import { hasSwappedVideos, swappedVideoOf } from '../swapped-video.ts'
import { startWaitingStream } from '../waiting-starts.ts'
import { replaceMethod, replaceSetter } from './native.ts'

/** Returns a swapped video to the page before the page gives it another source, and lets a waiting stream begin. */
export function maskSources(): void {
  maskSetting()
  maskPlay()
}

function maskSetting(): void {
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

function attributeNameOf(method: string, input: unknown[]): string {
  const [first, second] = input
  if (method === 'setAttributeNode') return (first as Attr).name.toLowerCase()
  return String(method === 'setAttributeNS' ? second : first).toLowerCase()
}

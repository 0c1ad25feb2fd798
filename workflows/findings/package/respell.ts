import { pathKey } from '@lectern/domain/files/path-key'
import { decodeLeniently } from '@lectern/domain/playback/content-address'

/**
 * Returns a link with the letter case of the file that it means, and everything else as it is written. A link to a folder
 * means its index page, whose name it does not have.
 */
export function respell(url: string, actualPath: string): string {
  const end = url.search(/[?#]/)
  const [written, rest] = end < 0 ? [url, ''] : [url.slice(0, end), url.slice(end)]
  const parts = written.split('/')
  const names = actualPath.split('/')
  const last = parts.findLastIndex(part => part !== '')
  if (last >= 0 && !isSameName(parts[last]!, names.at(-1)!)) names.pop()
  // From the end, because a link is relative to the folder of its page.
  for (let index = last; index >= 0 && names.length > 0; index--) {
    const name = names.pop()!
    if (!isSameName(parts[index]!, name)) break
    parts[index] = spellAs(parts[index]!, name)
  }
  return parts.join('/') + rest
}

const isSameName = (part: string, name: string) => pathKey(decodeLeniently(part)) === pathKey(name)

/** Keeps a part that is encoded as one that is encoded. */
const spellAs = (part: string, name: string) => (decodeLeniently(part) === part ? name : encodeURIComponent(name))

import { maxScannedBytes, type TagPosition } from './tag-position.ts'

/** The version of the player's tag in pages. A new version makes pages due without a change in Dropbox. */
export const tagVersion = 2

/**
 * Inserts the player's tag at its position. Keeps every other byte. The tag's URL leads from the page to the player in
 * the package. The script is a classic one, so that it also runs in older browsers, sandboxed frames, and XHTML; it is
 * async, so that parsing never waits for it.
 */
export function insertPlayerTag(bytes: Buffer, path: string, position: TagPosition): Buffer {
  const { offset, xmlPrefix } = position
  const up = '../'.repeat(path.split('/').length - 1)
  const [name, async] = xmlPrefix === null ? ['script', 'async'] : [`${xmlPrefix}script`, 'async=""']
  const tag = `<${name} ${async} src="${up}lectern/player.js" data-lectern="${tagVersion}"></${name}>`
  return Buffer.concat([bytes.subarray(0, offset), encodeTag(tag, position), bytes.subarray(offset)])
}

/** Matches the player's tag of this version and of the first one, which was `<script type="module" …>`. */
const playerTagPattern =
  /<((?:[^\s<>/:]+:)?script) (?:type="module"|async(?:="")?) src="(?:\.\.\/)*lectern\/player\.js" data-lectern="\d+"><\/\1>/

/** The end of the part of a page that can contain the tag, in bytes. The longest tag has some 600 characters. */
const maxTagEnd = maxScannedBytes + 2_048

/**
 * Removes the player's tag from a page of the draft. The caller compares hashes, because authors may write such a tag.
 * Searches only the page's beginning, so that it may run on the main thread.
 */
export function removePlayerTag(page: Buffer): Buffer {
  const beginning = page.subarray(0, maxTagEnd)
  for (const charEncoding of ['ascii', 'utf-16le', 'utf-16be'] as const) {
    const found = playerTagPattern.exec(toCharacters(beginning, charEncoding))
    if (!found) continue
    const width = charEncoding === 'ascii' ? 1 : 2
    const [start, end] = [found.index * width, (found.index + found[0].length) * width]
    return Buffer.concat([page.subarray(0, start), page.subarray(end)])
  }
  return page
}

/** Decodes one or two bytes per character, so that offsets in the text correspond to offsets in the file. */
function toCharacters(bytes: Buffer, charEncoding: TagPosition['charEncoding']): string {
  if (charEncoding === 'ascii') return bytes.toString('latin1')
  const evenBytes = bytes.subarray(0, bytes.length - (bytes.length % 2))
  return (charEncoding === 'utf-16le' ? evenBytes : Buffer.from(evenBytes).swap16()).toString('utf16le')
}

function encodeTag(tag: string, { charEncoding }: TagPosition): Buffer {
  if (charEncoding === 'ascii') return Buffer.from(tag, 'latin1')
  const wide = Buffer.from(tag, 'utf16le')
  return charEncoding === 'utf-16le' ? wide : wide.swap16()
}

import type { TagPosition } from './tag-position.ts'

/** The version of the player's tag in pages. A new one makes pages due without a change in Dropbox. */
export const tagVersion = 1

/**
 * Puts the player's tag into a page where a look at it found the place, and touches nothing else: outside the tag every byte stays. The tag is good
 * HTML and good XHTML, and its address, relative to the page, is the player's in the package.
 */
export function insertPlayerTag(bytes: Buffer, path: string, position: TagPosition): Buffer {
  const up = '../'.repeat(path.split('/').length - 1)
  const tag = `<script type="module" src="${up}lectern/player.js" data-lectern="${tagVersion}"></script>`
  return Buffer.concat([bytes.subarray(0, position.offset), encodeTag(tag, position), bytes.subarray(position.offset)])
}

const playerTagPattern = /<script type="module" src="(?:\.\.\/)*lectern\/player\.js" data-lectern="\d+"><\/script>/

/** The other way round: a page of the draft as its author wrote it. The caller compares hashes: an author may have such a tag of his own. */
export function removePlayerTag(page: Buffer): Buffer {
  for (const charEncoding of ['ascii', 'utf-16le', 'utf-16be'] as const) {
    const found = playerTagPattern.exec(toCharacters(page, charEncoding))
    if (!found) continue
    const width = charEncoding === 'ascii' ? 1 : 2
    const [start, end] = [found.index * width, (found.index + found[0].length) * width]
    return Buffer.concat([page.subarray(0, start), page.subarray(end)])
  }
  return page
}

/** As characters of one byte or two each, so that places in the text are places in the file. */
function toCharacters(page: Buffer, charEncoding: TagPosition['charEncoding']): string {
  if (charEncoding === 'ascii') return page.toString('latin1')
  const whole = page.subarray(0, page.length - (page.length % 2))
  return (charEncoding === 'utf-16le' ? whole : Buffer.from(whole).swap16()).toString('utf16le')
}

function encodeTag(tag: string, { charEncoding }: TagPosition): Buffer {
  if (charEncoding === 'ascii') return Buffer.from(tag, 'latin1')
  const wide = Buffer.from(tag, 'utf16le')
  return charEncoding === 'utf-16le' ? wide : wide.swap16()
}

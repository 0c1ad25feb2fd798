import type { TagPlace } from './texts/tag-place.ts'

/** The version of the player's tag in pages. A new one makes pages due without a change in Dropbox. */
export const tagVersion = 1

/**
 * Puts the player's tag into a page where a look at it found the place, and touches nothing else: outside the tag every byte stays. The tag is good
 * HTML and good XHTML, and its address, relative to the page, is the player's in the package.
 */
export function withPlayerTag(bytes: Buffer, path: string, place: TagPlace): Buffer {
  const up = '../'.repeat(path.split('/').length - 1)
  const tag = `<script type="module" src="${up}lectern/player.js" data-lectern="${tagVersion}"></script>`
  return Buffer.concat([bytes.subarray(0, place.offset), written(tag, place), bytes.subarray(place.offset)])
}

const ours = /<script type="module" src="(?:\.\.\/)*lectern\/player\.js" data-lectern="\d+"><\/script>/

/** The other way round: a page of the draft as its author wrote it. The caller compares hashes: an author may have such a tag of his own. */
export function withoutPlayerTag(page: Buffer): Buffer {
  for (const letters of ['ascii', 'utf-16le', 'utf-16be'] as const) {
    const found = ours.exec(read(page, letters))
    if (!found) continue
    const width = letters === 'ascii' ? 1 : 2
    const [start, end] = [found.index * width, (found.index + found[0].length) * width]
    return Buffer.concat([page.subarray(0, start), page.subarray(end)])
  }
  return page
}

/** As characters of one byte or two each, so that places in the text are places in the file. */
function read(page: Buffer, letters: TagPlace['letters']): string {
  if (letters === 'ascii') return page.toString('latin1')
  const whole = page.subarray(0, page.length - (page.length % 2))
  return (letters === 'utf-16le' ? whole : Buffer.from(whole).swap16()).toString('utf16le')
}

function written(tag: string, { letters }: TagPlace): Buffer {
  if (letters === 'ascii') return Buffer.from(tag, 'latin1')
  const wide = Buffer.from(tag, 'utf16le')
  return letters === 'utf-16le' ? wide : wide.swap16()
}

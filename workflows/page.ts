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

function written(tag: string, { letters }: TagPlace): Buffer {
  if (letters === 'ascii') return Buffer.from(tag, 'latin1')
  const wide = Buffer.from(tag, 'utf16le')
  return letters === 'utf-16le' ? wide : wide.swap16()
}

import { mediaTypeOf } from './media-type.ts'
import { textKindOf } from './text-kind.ts'

/** The most bytes of a file that may hold a key. Keys have some kilobytes. */
const maxKeyFileBytes = 1024 ** 2
/** How many beginnings of keys are looked at, to bound the time. A library that writes keys has a few of them. */
const maxBeginnings = 50

/**
 * Matches a private key from its first line on. In JSON, line breaks are written as `\n`. No two parts in a row can match
 * the same letter, so the time does not grow with the text.
 */
const privateKey =
  /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rn]){1,9}(?:[A-Za-z-]{2,30}:[^\r\n\\]{0,200}(?:\r?\n|(?:\\r)?\\n){1,3}){0,5}[A-Za-z0-9+/=]{32}/
const firstLine = 'PRIVATE KEY'
const puttyKey = 'PuTTY-User-Key-File-'

/** Matches types of files that people read or programs run, where a key is an example: pages, scripts, style sheets. */
const readTypes = /^(text\/(html|javascript|css|markdown)|application\/(xhtml\+xml|pdf)|(image|audio|video|font)\/)/

/**
 * Returns whether a file holds a private key, whatever its name. Pages and scripts do not count: lessons show keys as
 * examples, and libraries contain their first line.
 */
export function holdsPrivateKey(path: string, bytes: Uint8Array): boolean {
  if (!mayHoldPrivateKey(path, bytes)) return false
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.subarray(0, puttyKey.length).toString('latin1') === puttyKey) return true
  let at = file.indexOf(firstLine)
  for (let count = 0; at >= 0 && count < maxBeginnings; count++) {
    const beginning = file.subarray(Math.max(0, at - 60), at + 2_000).toString('latin1')
    if (privateKey.test(beginning)) return true
    at = file.indexOf(firstLine, at + firstLine.length)
  }
  return false
}

/** Returns false for most files without a private key, by a search that costs next to nothing. */
export function mayHoldPrivateKey(path: string, bytes: Uint8Array): boolean {
  const kind = textKindOf(path)
  const isRead = (kind !== null && kind !== 'script') || readTypes.test(mediaTypeOf(path, null).mediaType)
  if (isRead || bytes.length > maxKeyFileBytes) return false
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return file.includes(firstLine) || file.subarray(0, puttyKey.length).toString('latin1') === puttyKey
}

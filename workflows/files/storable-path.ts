/** An S3 key has at most 1024 bytes; the longest one that we make of a path has so many beside it (`originals`, a release's prefix). */
const maxPathBytes = 1024 - 'releases//'.length - 63 - 8

/** Control characters (they break listings, which are XML), and halves of characters. */
const invalidCharacters = /[\p{Cc}\u{fffe}\u{ffff}]/u

/** Why a file's name cannot be stored or be part of a web address, with the mend; null when it can. */
export function unstorableReason(path: string, name: string): string | null {
  if (Buffer.byteLength(path) > maxPathBytes)
    return 'The name, with its folders, is too long for the web. Shorten it, or put the file into fewer folders.'
  if (invalidCharacters.test(name) || !name.isWellFormed() || name.includes('\\'))
    return 'The name holds a character that no web address can hold. Rename the file with letters, digits, - and _.'
  return null
}

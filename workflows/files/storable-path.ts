/** The maximum for a path in bytes. An S3 key has at most 1024 bytes, including a prefix (`originals`, a release). */
const maxPathBytes = 1024 - 'releases//'.length - 63 - 8

/** Matches control characters, which break S3 listings (XML), and noncharacters. */
const invalidCharacters = /[\p{Cc}\u{fffe}\u{ffff}]/u

/** Returns why a file name cannot be stored or be part of a URL, with the fix. Null if it can. */
export function unstorableReason(path: string, name: string): string | null {
  if (Buffer.byteLength(path) > maxPathBytes)
    return 'The name, including its folders, is too long for the web. Shorten it, or use fewer nested folders.'
  if (invalidCharacters.test(name) || !name.isWellFormed() || name.includes('\\'))
    return 'The name contains a character that is not allowed in a web address. Rename the file using letters, digits, -, and _.'
  return null
}

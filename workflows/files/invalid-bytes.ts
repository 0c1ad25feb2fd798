import { isUtf8 } from 'node:buffer'
import { decode, decoderOf } from './charset.ts'

/**
 * Returns where in the decoded `text` the first bytes are that are invalid in a charset. Null if all are valid. A text may
 * contain the replacement character itself.
 */
export function findInvalidBytes(bytes: Uint8Array, charset: string | null, text: string): number | null {
  if (!text.includes('\ufffd') || (charset === 'utf-8' && isUtf8(bytes))) return null
  let [valid, invalid] = [0, bytes.length + 1]
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1
    if (isValid(bytes.subarray(0, middle), charset)) valid = middle
    else invalid = middle
  }
  return valid === bytes.length ? null : decode(bytes.subarray(0, valid), charset).length
}

/** Returns whether bytes are valid up to the last character, which may be incomplete. */
function isValid(bytes: Uint8Array, charset: string | null): boolean {
  try {
    new TextDecoder(decoderOf(charset).encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

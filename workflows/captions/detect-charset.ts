import { isUtf8 } from 'node:buffer'
import { legacyCharsets } from '@lectern/domain/files/legacy-charset'
import { analyse } from 'chardet'
import { byteOrderMark, cutText } from '../files/charset.ts'

/** How much of the captions decides about their charset, in bytes. A film has some 50 kB. */
const sampleBytes = 65_536
/** How much text a detection reads, in bytes. It takes the same time for each byte, and more text adds little. */
const detectedBytes = 8_192
/** The confidence, in percent, of a guess that says nothing. */
const noConfidence = 10

/** Charsets that programs also use for the same languages. Their letters lie elsewhere. */
const siblings: Record<string, string> = { 'iso-8859-2': 'windows-1250', 'iso-8859-7': 'windows-1253' }

/** Returns whether bytes are not Unicode: they have no byte order mark of UTF-16 and are not UTF-8 throughout. */
export const isLegacy = (bytes: Uint8Array): boolean =>
  !byteOrderMark(bytes)?.charset.startsWith('utf-16') && !isUtf8(bytes)

/**
 * Returns the charset of captions that are not Unicode. `charsetOfName` is the one of the language in their name, or
 * null. It counts if the bytes can be text in it. Else the charset is detected.
 */
export const legacyCharset = (bytes: Uint8Array, charsetOfName: string | null): string =>
  charsetChooser(bytes)(charsetOfName)

/** Returns the same for each charset that a name may stand for, and under '' for no charset. */
export function legacyCharsetByName(bytes: Uint8Array): Map<string, string> {
  const choose = charsetChooser(bytes)
  return new Map(['', ...legacyCharsets].map(name => [name, choose(name || null)]))
}

/** Reads the bytes once, whatever the number of names. */
function charsetChooser(bytes: Uint8Array): (charsetOfName: string | null) => string {
  const sample = cutText(bytes, sampleBytes)
  if (isDamagedUtf8(sample)) return () => 'utf-8'
  let detected: string | null = null
  return charsetOfName => {
    const fitting = fittingCharset(sample, charsetOfName)
    if (fitting !== null) return fitting
    detected ??= detectCharset(sample)
    return detected
  }
}

function fittingCharset(sample: Uint8Array, charset: string | null): string | null {
  const candidates = charset === null ? [] : [charset, siblings[charset]]
  return candidates.find(name => name !== undefined && isTextIn(sample, name)) ?? null
}

/** Returns whether all bytes are letters in a charset. The control codes from 80 to 9F are not part of any text. */
function isTextIn(sample: Uint8Array, charset: string): boolean {
  try {
    return !/[\x80-\x9f]/.test(new TextDecoder(charset, { fatal: true }).decode(sample, { stream: true }))
  } catch {
    return false
  }
}

/** Returns whether bytes are UTF-8 but for a few, such as a letter that a program cut in half. */
function isDamagedUtf8(sample: Uint8Array): boolean {
  const letters = new TextDecoder().decode(sample).match(/[^\0-\x7f]/gu) ?? []
  const invalid = letters.filter(letter => letter === '\ufffd').length
  return letters.length > invalid * 5
}

/** Detects the charset from the words. windows-1252 if they are too few to tell. */
function detectCharset(sample: Uint8Array): string {
  const guesses = analyse(words(sample)).filter(({ confidence }) => confidence > noConfidence)
  const fitting = guesses.find(({ name }) => isTextIn(sample, name))
  // The library has names of its own: iso-8859-1 is windows-1252 in browsers.
  return fitting ? new TextDecoder(fitting.name).encoding : 'windows-1252'
}

/** Returns the lines with letters that are not ASCII. Times and numbers would only dilute them. */
function words(sample: Uint8Array): Uint8Array {
  const lines = Buffer.from(sample)
    .toString('latin1')
    .split(/[\r\n]+/)
  return Buffer.from(
    lines
      .filter(line => /[^\0-\x7f]/.test(line))
      .join('\n')
      .slice(0, detectedBytes),
    'latin1',
  )
}

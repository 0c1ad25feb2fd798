import { createTwoFilesPatch } from 'diff'

/** The bytes of a text, and the charset that its media type names. */
export type TextBytes = { bytes: Uint8Array; charset: string }

/** The time limit of one comparison, in milliseconds. Texts that take longer differ too much for people to read. */
const diffTimeoutMs = 50

/**
 * Returns a unified diff with three lines of context. Null for an unknown charset, or when the texts differ too much. A
 * pure function that runs in a thread.
 */
export function diffTexts(path: string, before: TextBytes, after: TextBytes): string | null {
  const [oldText, newText] = [decodeText(before), decodeText(after)]
  if (oldText === null || newText === null) return null
  const options = { context: 3, timeout: diffTimeoutMs }
  return createTwoFilesPatch(path, path, oldText, newText, undefined, undefined, options) ?? null
}

/** Decodes a text as browsers do. Null for an unknown charset. Runs in a thread too. */
export function decodeText({ bytes, charset }: TextBytes): string | null {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return null
  }
}

/** Replaces what Postgres does not store in JSON: zeros and lone surrogates. */
export const toStorableText = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()

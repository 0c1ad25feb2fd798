/** A text as Postgres keeps it in JSON: no zeros, and no halves of a pair. */
export const toStorableText = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()

/** A text as Postgres keeps it in JSON: no zeros, and no halves of a pair. */
export const storable = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()

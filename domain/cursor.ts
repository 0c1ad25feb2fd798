import { invalidInput } from './errors.ts'
import { parseInstant } from './instant.ts'
import { isStorableText } from './storable-text.ts'
import { isUuid } from './uuid.ts'

/** Parses the text of a cursor into the value of a column, by column kind. Returns undefined for invalid text. */
const columnParsers = {
  text: (text: string) => (isStorableText(text) ? text : undefined),
  uuid: (text: string) => (isUuid(text) ? text : undefined),
  timestamp: (text: string) => parseInstant(text) ?? undefined,
  int: (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
  bigint: (text: string) => (/^\d{1,18}$/.test(text) ? BigInt(text) : undefined),
}

export type ColumnKind = keyof typeof columnParsers
export type CursorValue = string | Date | number | bigint

/** Encodes a position in a list as an opaque cursor. `values` are those of the columns that order the list. */
export function writeCursor(values: CursorValue[]): string {
  const texts = values.map(value => (value instanceof Date ? value.toISOString() : String(value)))
  return Buffer.from(JSON.stringify(texts)).toString('base64url')
}

/** Decodes a cursor. Throws INVALID_INPUT for an invalid cursor, or one of another list. */
export function readCursor(field: string, cursor: string, columns: ColumnKind[]): CursorValue[] {
  const texts = decodeCursor(cursor)
  const values = texts.flatMap((text, index) => columnParsers[columns[index] ?? 'text'](text) ?? [])
  if (texts.length === columns.length && values.length === texts.length) return values
  throw invalidInput(
    field,
    'This cursor does not belong to this list. Use startCursor or endCursor from one of its pages.',
  )
}

function decodeCursor(cursor: string): string[] {
  try {
    const texts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(texts) && texts.every(text => typeof text === 'string') ? texts : []
  } catch {
    return []
  }
}

import { invalidInput } from './errors.ts'
import { isUuid } from './uuid.ts'

/** What a column of an order holds, and how a cursor's text becomes its value again; undefined for what cannot be one. */
const columnParsers = {
  text: (text: string) => text,
  uuid: (text: string) => (isUuid(text) ? text : undefined),
  timestamp: (text: string) => (Number.isNaN(Date.parse(text)) ? undefined : new Date(text)),
  int: (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
  bigint: (text: string) => (/^\d{1,18}$/.test(text) ? BigInt(text) : undefined),
}

export type ColumnKind = keyof typeof columnParsers
export type CursorValue = string | Date | number | bigint

/** A place in a list, opaque to clients: the values of the columns that it is ordered by. */
export function writeCursor(values: CursorValue[]): string {
  const texts = values.map(value => (value instanceof Date ? value.toISOString() : String(value)))
  return Buffer.from(JSON.stringify(texts)).toString('base64url')
}

/** The other way round. INVALID_INPUT for what is no cursor, or one of another list. */
export function readCursor(field: string, cursor: string, columns: ColumnKind[]): CursorValue[] {
  const texts = decodeCursor(cursor)
  const values = texts.flatMap((text, index) => columnParsers[columns[index] ?? 'text'](text) ?? [])
  if (texts.length === columns.length && values.length === texts.length) return values
  throw invalidInput(field, 'This is no cursor of this list. Use startCursor or endCursor of a page of it.')
}

function decodeCursor(cursor: string): string[] {
  try {
    const texts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(texts) && texts.every(text => typeof text === 'string') ? texts : []
  } catch {
    return []
  }
}

import { Prisma } from './database.ts'

/**
 * SQL: a text column as a cell of CSV (RFC 4180). A cell that begins like a formula gets an apostrophe, because the texts
 * come from people and a spreadsheet would run it.
 */
export const csvCellSql = (column: string): Prisma.Sql => {
  const cell = Prisma.raw(column)
  return Prisma.sql`CASE
    WHEN ${cell} ~ '[",\\r\\n]'
      THEN '"' || CASE WHEN ${cell} ~ '^[-=+@\\t\\r]' THEN '''' ELSE '' END || replace(${cell}, '"', '""') || '"'
    WHEN ${cell} ~ '^[-=+@\\t\\r]' THEN '''' || ${cell}
    ELSE coalesce(${cell}, '') END`
}

/** The first line of CSV. Spreadsheets read a file as UTF-8 only with the mark. */
export const csvHeaderOf = (names: readonly string[]): string => `\uFEFF${names}\r\n`

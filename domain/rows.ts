import type { z } from 'zod'
import type { Database, Prisma, Tx } from './database.ts'
import { preparedQuery, rawQuery } from './raw-query.ts'

let isChecked = false

/** Makes `rows` validate what it reads. Every test process calls it; production only casts. */
export function checkRows(): void {
  isChecked = true
}

/**
 * The rows of a raw query as its schema describes them. In tests each row must fit the schema exactly: a column with
 * another name, an extra column, or a null that the type denies throws a ZodError that names it.
 */
export async function rows<Schema extends z.ZodObject>(
  database: Database | Tx,
  schema: Schema,
  sql: Prisma.Sql,
): Promise<z.infer<Schema>[]> {
  return checked(schema, await rawQuery<z.infer<Schema>>(database, sql))
}

/** The same for a lookup by key that many requests need. See `preparedQuery`. */
export async function preparedRows<Schema extends z.ZodObject>(
  database: Database | Tx,
  schema: Schema,
  sql: Prisma.Sql,
): Promise<z.infer<Schema>[]> {
  return checked(schema, await preparedQuery<z.infer<Schema>>(database, sql))
}

function checked<Schema extends z.ZodObject>(schema: Schema, found: z.infer<Schema>[]): z.infer<Schema>[] {
  if (!isChecked) return found
  const strict = schema.strict()
  for (const row of found) strict.parse(row)
  return found
}

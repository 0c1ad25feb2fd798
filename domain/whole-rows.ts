import { type Database, Prisma, type Tx } from './database.ts'
import { preparedQuery, rawQuery } from './raw-query.ts'

export type Model = Prisma.ModelName
/** A row with all columns of a table, as Prisma reads it. */
export type Row<M extends Model> = Prisma.TypeMap['model'][M]['payload']['scalars']

/** A column whose name is not the field's in snake_case. */
const renamedColumns: Partial<Record<Model, Record<string, string>>> = { Attempt: { billedSeconds: 'output_seconds' } }

const snakeCase = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`).replace(/^_/, '')

const tableOf = (model: Model) => `"${snakeCase(model)}"`

const selections = new Map<Model, Prisma.Sql>()

/** All columns of a table under the names of Prisma's fields. `model` names the table in the rest of the statement. */
export function columnsSql(model: Model): Prisma.Sql {
  const known = selections.get(model)
  if (known) return known
  const fields: string[] = Object.keys(Prisma[`${model}ScalarFieldEnum`])
  const columns = fields.map(
    field => `${tableOf(model)}."${renamedColumns[model]?.[field] ?? snakeCase(field)}" AS "${field}"`,
  )
  const sql = Prisma.raw(columns.join(', '))
  selections.set(model, sql)
  return sql
}

const wholeRowsSql = (model: Model, rest: Prisma.Sql) =>
  Prisma.sql`SELECT ${columnsSql(model)} FROM ${Prisma.raw(tableOf(model))} ${rest}`

/** Reads whole rows of a table. `rest` follows FROM and the table's name. */
export const wholeRows = <M extends Model>(database: Database | Tx, model: M, rest: Prisma.Sql): Promise<Row<M>[]> =>
  rawQuery<Row<M>>(database, wholeRowsSql(model, rest))

/** The same for a lookup by key that many requests need. See `preparedQuery`. */
export const lookedUpRows = <M extends Model>(database: Database | Tx, model: M, rest: Prisma.Sql): Promise<Row<M>[]> =>
  preparedQuery<Row<M>>(database, wholeRowsSql(model, rest))

/** A table whose rows have an id. */
export type KeyedModel = { [M in Model]: Row<M> extends { id: string } ? M : never }[Model]

/** Reads rows by id in one statement, in the order of the ids. Null for an id without a row. */
export async function rowsById<M extends KeyedModel>(
  database: Database | Tx,
  model: M,
  ids: readonly string[],
): Promise<(Row<M> | null)[]> {
  const found = await lookedUpRows(database, model, Prisma.sql`WHERE id = ANY(${ids})`)
  const byId = new Map(found.map(row => [(row as { id: string }).id, row]))
  return ids.map(id => byId.get(id) ?? null)
}

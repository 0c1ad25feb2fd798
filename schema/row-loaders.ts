import { batchLoader } from '@lectern/domain/batch-loader'
import { notFound } from '@lectern/domain/errors'
import { type KeyedModel, type Row, rowsById } from '@lectern/domain/whole-rows'
import type { Context } from './context.ts'

/**
 * Creates a loader of rows by id: one statement for all rows that one step of an operation needs. A row that many others
 * refer to is read once. Does not check whether the caller may see it.
 */
function rowLoader<M extends KeyedModel>(model: M): (context: Context, id: string) => Promise<Row<M>> {
  const load = batchLoader(
    ({ services: { database } }: Context, ids: string[]) => rowsById(database, model, ids),
    id => id,
  )
  return async (context, id) => {
    const row = await load(context, id)
    if (row === null) throw notFound(`This ${model.toLowerCase()}`)
    return row
  }
}

export const loadDeployment = rowLoader('Deployment')
export const loadEnvironment = rowLoader('Environment')
export const loadPackage = rowLoader('Package')
export const loadRelease = rowLoader('Release')

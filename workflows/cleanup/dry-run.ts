import type { Database, Tx } from '@lectern/domain/database'

/** Returns the result of a transaction that is run and rolled back. */
export async function runAndRollBack<T>(database: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const rollback = new Error('Dry run')
  let result: T | undefined
  const rolledBack = database.$transaction(async tx => {
    result = await work(tx)
    throw rollback
  })
  await rolledBack.catch(error => {
    if (error !== rollback) throw error
  })
  return result as T
}

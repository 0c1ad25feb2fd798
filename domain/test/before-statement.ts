import { type Database, poolOf } from '../database.ts'

type Query = (...args: unknown[]) => unknown

/**
 * Runs `action` once, right before the first statement that contains a text, and returns its result: what another process
 * does at the worst moment. Must be called before the database has connections.
 */
export function beforeStatement<Result>(
  database: Database,
  text: string,
  action: () => Promise<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let isDone = false
    poolOf(database)!.on('connect', client => {
      const query = client.query as Query
      client.query = ((...args: unknown[]) => {
        const [statement] = args
        const sql = typeof statement === 'string' ? statement : (statement as { text: string }).text
        if (isDone || !sql.includes(text)) return query.apply(client, args)
        isDone = true
        // The pool passes a callback, so nobody uses what this returns.
        action()
          .then(resolve, reject)
          .finally(() => query.apply(client, args))
      }) as never
    })
  })
}

import type { Database, SystemError } from '../database.ts'
import type { ProcessKind } from './processes.ts'

/** The kinds of errors that are kept. The oldest ones are forgotten first. */
const maxRows = 1_000

/** An error with how often it happened since the last report. `requestId`: of the last time. */
export type CountedError = {
  code: string
  message: string
  count: number
  firstAt: Date
  lastAt: Date
  requestId: string | null
}

/** Adds to the counts of errors. Forgets errors that have not happened for 30 days, and the oldest ones above the limit. */
export async function recordErrors(database: Database, kind: ProcessKind, errors: CountedError[]): Promise<void> {
  if (errors.length === 0) return
  await database.$executeRaw`
    INSERT INTO system_error (process_kind, code, message, count, first_at, last_at, request_id)
    SELECT ${kind}, code, message, count, "firstAt", "lastAt", "requestId"
    FROM jsonb_to_recordset(${JSON.stringify(errors)}::jsonb)
      AS new(code text, message text, count int, "firstAt" timestamptz, "lastAt" timestamptz, "requestId" text)
    ORDER BY code, message
    ON CONFLICT (process_kind, code, message) DO UPDATE SET count = system_error.count + excluded.count,
      last_at = greatest(system_error.last_at, excluded.last_at), request_id = coalesce(excluded.request_id, system_error.request_id)`
  await database.$executeRaw`
    DELETE FROM system_error WHERE last_at < now() - interval '30 days'
      OR id IN (SELECT id FROM system_error ORDER BY last_at DESC, id OFFSET ${maxRows})`
}

/** The errors that happened last, the newest first. */
export function lastErrors(database: Database, limit: number): Promise<SystemError[]> {
  return database.systemError.findMany({ orderBy: [{ lastAt: 'desc' }, { id: 'asc' }], take: limit })
}

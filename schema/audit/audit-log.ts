import { countEvents, findEvents } from '@lectern/domain/audit-log/find-events'
import type { AuditEvent } from '@lectern/domain/database'
import { type PageArguments, pageOfStatement } from '@lectern/domain/paging'
import { type Context, callerOf } from '../context.ts'
import { startOf } from './audit-events.ts'
import { type AuditFilterInput, eventFilterOf } from './audit-filter.ts'

/** The order of the audit log. */
export const inSequence = [['sequence', 'bigint']] as const

/**
 * Returns a page of the audit log, oldest first. `totalCount` is null above 10,000. CURSOR_EXPIRED when retention has
 * removed events after the cursor.
 */
export async function auditLog(context: Context, input: AuditFilterInput, page: PageArguments) {
  const { database } = context.services
  const filter = await eventFilterOf(context, input)
  if (page.after != null) await startOf(context, page.after)
  return pageOfStatement<AuditEvent, number | null>(inSequence, page, {
    find: ({ position, backwards, take }) => {
      const sequence = position?.[0] as bigint | undefined
      const range = backwards ? { upTo: sequence && sequence - 1n, newest: true } : { after: sequence }
      return findEvents(database, callerOf(context), filter, { ...range, take })
    },
    count: () => countEvents(database, callerOf(context), filter),
  })
}

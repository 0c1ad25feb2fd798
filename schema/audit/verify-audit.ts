import { isPermitted } from '@lectern/domain/access/permissions'
import { verifyLog } from '@lectern/domain/audit/verify-log'
import { forbidden } from '@lectern/domain/errors'
import { cursorOf } from '@lectern/domain/paging'
import { builder } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'
import { Problem } from '../problem.ts'
import { inSequence } from './audit-log.ts'

type AuditVerificationShape = Awaited<ReturnType<typeof verifyAudit>>

const AuditVerification = builder.objectRef<AuditVerificationShape>('AuditVerification').implement({
  description: 'Whether the audit log is as it was recorded.',
  fields: t => ({
    ok: t.exposeBoolean('ok'),
    events: t.exposeInt('events', { description: 'How many events fit, up to the first problem.' }),
    from: t.exposeString('from', { nullable: true, description: 'The cursor of the first event that was verified.' }),
    to: t.exposeString('to', { nullable: true, description: 'The cursor of the last event that fits.' }),
    firstProblem: t.expose('firstProblem', {
      type: Problem,
      nullable: true,
      description:
        'The first event that was changed, added, moved, or is missing: EVENT_CHANGED, EVENT_ADDED, EVENT_MOVED, EVENT_MISSING, or SIGNATURE_INVALID. `path` is its number.',
    }),
  }),
})

builder.queryField('verifyAudit', t =>
  t.field({
    description: 'Verifies the whole audit log. It takes about a minute for a million events.',
    type: AuditVerification,
    nullable: true,
    resolve: (_root, _args, context) => verifyAudit(context),
  }),
)

/** Verifies the audit log. FORBIDDEN for callers who may not read all of it. */
async function verifyAudit(context: Context) {
  if (!isPermitted(callerOf(context), 'audit.read')) throw forbidden('verify the audit log')
  const { events, from, to, problem } = await verifyLog(context.services.database)
  const cursor = (sequence: bigint | null) => (sequence === null ? null : cursorOf(inSequence, { sequence }))
  return { ok: problem === null, events, from: cursor(from), to: cursor(to), firstProblem: problem }
}

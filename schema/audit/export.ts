import { readRights } from '@lectern/domain/access/permissions'
import { change } from '@lectern/domain/audit/change'
import { type AuditExportKind, createExportTicket } from '@lectern/domain/audit-log/export-tickets'
import { forbidden } from '@lectern/domain/errors'
import { requireCaller } from '../access/require-package.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { AuditFilter, type AuditFilterInput, eventFilterOf } from './audit-filter.ts'

const ExportKind = builder.enumType('ExportKind', { values: ['AUDIT_CSV', 'AUDIT_JSONL'] as const })

const Export = builder.objectRef<{ url: string; expiresAt: Date }>('Export').implement({
  description: 'A file to download.',
  fields: t => ({
    url: t.exposeString('url', { description: 'Works once, within 60 seconds, and without a sign-in.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
})

builder.mutationField('export', t =>
  t.field({
    description:
      'Returns the address of a file with the events that `auditLog` shows with this filter. What the caller may see is checked again at the download.',
    type: Export,
    nullable: true,
    args: { kind: t.arg({ type: ExportKind, required: true }), filter: t.arg({ type: AuditFilter }) },
    resolve: (_root, { kind, filter }, context) => exportAudit(context, kind, filter ?? {}),
  }),
)

/** Makes the one-time address of an export. FORBIDDEN for callers who may see no event. */
async function exportAudit(context: Context, kind: AuditExportKind, input: AuditFilterInput) {
  if (readRights(requireCaller(context)).length === 0) throw forbidden('export the audit log')
  const { services, by } = context
  const filter = await eventFilterOf(context, input)
  const { secret, expiresAt } = await change(services.database, by, tx => createExportTicket(tx, by, kind, filter))
  return { url: `${services.settings.adminUrl}/export/${secret}`, expiresAt }
}

import { change } from '@lectern/domain/audit/change'
import { createExportTicket, type ExportRequest } from '@lectern/domain/audit-log/export-tickets'
import { forbidden, invalidInput } from '@lectern/domain/errors'
import { permitsAnywhere } from '../access/permits.ts'
import { requireCaller, requireVisiblePackage } from '../access/require-package.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { AuditFilter, type AuditFilterInput, eventFilterOf } from './audit-filter.ts'

const ExportKind = builder.enumType('ExportKind', {
  values: {
    AUDIT_CSV: {},
    AUDIT_JSONL: {},
    FINDINGS_CSV: { description: 'The findings of a draft, with a line for each place.' },
  } as const,
})

const Export = builder.objectRef<{ url: string; expiresAt: Date }>('Export').implement({
  description: 'A file to download.',
  fields: t => ({
    url: t.exposeString('url', { description: 'Works once, within 60 seconds, and without a sign-in.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
  }),
})

builder.mutationField('export', t =>
  t.field({
    permission: 'package.read',
    description:
      'Returns the address of a file: with the events that `auditLog` shows with this filter, or with the findings of the draft of a package. What the caller may see is checked again at the download.',
    type: Export,
    nullable: true,
    args: {
      kind: t.arg({ type: ExportKind, required: true }),
      package: t.arg.string({ description: 'The slug of the package of FINDINGS_CSV. Not for other kinds.' }),
      filter: t.arg({ type: AuditFilter, description: 'Not for FINDINGS_CSV.' }),
    },
    resolve: async (_root, { kind, package: slug, filter }, context) =>
      createExport(
        context,
        kind === 'FINDINGS_CSV'
          ? await findingsRequest(context, slug)
          : { kind, filter: await auditFilter(context, filter ?? {}) },
      ),
  }),
)

/** Makes the one-time address of an export. */
async function createExport({ services, by }: Context, request: ExportRequest) {
  const { secret, expiresAt } = await change(services.database, by, tx => createExportTicket(tx, by, request))
  return { url: `${services.settings.adminUrl}/export/${secret}`, expiresAt }
}

/** FORBIDDEN for callers who may see no event. */
async function auditFilter(context: Context, input: AuditFilterInput) {
  requireCaller(context)
  if (!permitsAnywhere(context)) throw forbidden('export the audit log')
  return eventFilterOf(context, input)
}

async function findingsRequest(context: Context, slug: string | null | undefined): Promise<ExportRequest> {
  if (slug == null) throw invalidInput('package', 'Name the package whose findings you want.')
  const { id: packageId, title } = await requireVisiblePackage(context, slug)
  return { kind: 'FINDINGS_CSV', filter: { packageId, title } }
}

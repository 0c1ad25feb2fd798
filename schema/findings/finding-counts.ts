import { batchLoader } from '@lectern/domain/batch-loader'
import type { DraftRevision } from '@lectern/domain/files/content-version'
import { type FindingCounts as Counts, findingCounts } from '@lectern/domain/findings/finding-counts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { derivedFindings } from './derived-findings.ts'

export const FindingCounts = builder.objectRef<Counts>('FindingCounts')

FindingCounts.implement({
  description: 'The number of findings of each severity, without those that are ignored.',
  fields: t => ({
    errors: t.exposeInt('ERROR'),
    warnings: t.exposeInt('WARNING'),
    notes: t.exposeInt('INFO'),
  }),
})

const storedCounts = batchLoader(
  ({ services: { database } }: Context, revisions: DraftRevision[]) => findingCounts(database, revisions),
  ({ packageId, revision }) => `${packageId}/${revision}`,
)

/** Counts the findings of a draft, those that are derived on reading included. Many drafts take one statement each. */
export async function countFindings(context: Context, draft: DraftRevision): Promise<Counts> {
  const [stored, derived] = await Promise.all([storedCounts(context, draft), derivedFindings(context, draft)])
  const counts = { ...stored }
  for (const { severity } of derived) counts[severity]++
  return counts
}

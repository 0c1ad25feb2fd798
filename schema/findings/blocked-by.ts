import { batchLoader } from '@lectern/domain/batch-loader'
import type { Environment, Finding } from '@lectern/domain/database'
import { visibleEnvironmentsFilter } from '../access/visible.ts'
import type { Context } from '../context.ts'
import { isDerivedId } from './derived-id.ts'
import { ignoredFinding } from './ignored-finding.ts'

const environments = batchLoader(
  async (context: Context, keys: string[]) => {
    const where = { id: visibleEnvironmentsFilter(context), deletedAt: null }
    const found = await context.services.database.environment.findMany({ where, orderBy: { name: 'asc' } })
    return keys.map(() => found)
  },
  key => key,
)

/** The environments that the caller may see, by name. Any of them may have a policy that a finding violates. */
export const blockingEnvironments = (context: Context): Promise<Environment[]> => environments(context, '')

/** The visible environments to which the package cannot be published because of a finding. Matches the filter `blocking`. */
export async function blockedBy(context: Context, finding: Finding): Promise<Environment[]> {
  if (finding.severity !== 'ERROR') return []
  const all = await blockingEnvironments(context)
  if (isDerivedId(finding.id)) return all
  const ignored = await ignoredFinding(context, finding)
  return all.filter(
    ({ id, blockingFindings }) => blockingFindings.includes(finding.code) && !ignored?.environmentIds.includes(id),
  )
}

import { change } from '@lectern/domain/audit/change'
import type { Finding } from '@lectern/domain/database'
import { unignoreFinding as unignore } from '@lectern/domain/findings/ignored-findings'
import { requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/** Takes back that a finding is ignored. Authors may do so with errors too, because it hides nothing. */
export async function unignoreFinding(
  context: Context,
  { package: slug, cause }: { package: string; cause: string },
): Promise<Finding | null> {
  const { services, by } = context
  const pkg = await requirePackage(context, slug, `change which findings of "${slug}" are ignored`)
  return change(services.database, by, tx => unignore(tx, pkg.id, cause))
}

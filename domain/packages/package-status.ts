import type { Package } from '../database.ts'
import { hasDraft } from '../files/content-version.ts'

export type PackageStatus = 'EMPTY' | 'DRAFT' | 'PUBLISHED' | 'ARCHIVED'

/**
 * Returns a package's status. `isShown`: whether an environment that the caller may see shows it. ARCHIVED comes first:
 * nothing can be started, even while an environment shows it.
 */
export function packageStatus(
  pkg: Pick<Package, 'revision' | 'draftEndedAt' | 'archivedAt'>,
  isShown: boolean,
): PackageStatus {
  if (pkg.archivedAt) return 'ARCHIVED'
  if (isShown) return 'PUBLISHED'
  return hasDraft(pkg) ? 'DRAFT' : 'EMPTY'
}

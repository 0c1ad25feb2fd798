import type { Package, Prisma } from '../database.ts'
import { hasDraft } from '../files/content-version.ts'

export type PackageStatus = 'EMPTY' | 'DRAFT' | 'PUBLISHED' | 'ARCHIVED'

/**
 * Returns a package's status. `currentDeploymentCount`: what the environments that the caller may see show of it.
 * ARCHIVED comes first: nothing can be started, even while an environment shows it.
 */
export function packageStatus(
  pkg: Pick<Package, 'revision' | 'draftEndedAt' | 'archivedAt'> & { currentDeploymentCount: number },
): PackageStatus {
  if (pkg.archivedAt) return 'ARCHIVED'
  if (pkg.currentDeploymentCount > 0) return 'PUBLISHED'
  return hasDraft(pkg) ? 'DRAFT' : 'EMPTY'
}

/** The Prisma filter that matches `packageStatus`. `shown`: the current deployments that count. */
export function packageStatusFilter(
  status: PackageStatus,
  shown: Prisma.CurrentDeploymentWhereInput,
): Prisma.PackageWhereInput {
  const notShown = { archivedAt: null, currentDeployments: { none: shown } }
  const filters: Record<PackageStatus, Prisma.PackageWhereInput> = {
    ARCHIVED: { archivedAt: { not: null } },
    PUBLISHED: { archivedAt: null, currentDeployments: { some: shown } },
    EMPTY: { AND: [notShown, { OR: [{ revision: 0 }, { draftEndedAt: { not: null } }] }] },
    DRAFT: { ...notShown, revision: { gt: 0 }, draftEndedAt: null },
  }
  return filters[status]
}

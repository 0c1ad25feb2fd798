import type { Prisma } from '../database.ts'

export type PackageStatus = 'EMPTY' | 'DRAFT' | 'PUBLISHED' | 'ARCHIVED'

/** What a package is. Being shown somewhere comes first: whoever looks for what teachers see must find it. */
export function packageStatus(pkg: {
  revision: number
  archivedAt: Date | null
  currentDeploymentCount: number
}): PackageStatus {
  if (pkg.currentDeploymentCount > 0) return 'PUBLISHED'
  if (pkg.archivedAt) return 'ARCHIVED'
  return pkg.revision === 0 ? 'EMPTY' : 'DRAFT'
}

/** The same as a filter for each status. */
export const packageStatusFilters: Record<PackageStatus, Prisma.PackageWhereInput> = {
  PUBLISHED: { currentDeployments: { some: {} } },
  ARCHIVED: { currentDeployments: { none: {} }, archivedAt: { not: null } },
  EMPTY: { currentDeployments: { none: {} }, archivedAt: null, revision: 0 },
  DRAFT: { currentDeployments: { none: {} }, archivedAt: null, revision: { gt: 0 } },
}

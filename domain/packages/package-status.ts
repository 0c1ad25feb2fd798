import type { Prisma } from '../database.ts'

export type PackageStatus = 'EMPTY' | 'DRAFT' | 'PUBLISHED' | 'ARCHIVED'

/** Returns a package's status. PUBLISHED comes first, so that a filter for it finds everything that teachers see. */
export function packageStatus(pkg: {
  revision: number
  archivedAt: Date | null
  currentDeploymentCount: number
}): PackageStatus {
  if (pkg.currentDeploymentCount > 0) return 'PUBLISHED'
  if (pkg.archivedAt) return 'ARCHIVED'
  return pkg.revision === 0 ? 'EMPTY' : 'DRAFT'
}

/** The Prisma filters that match `packageStatus`. */
export const packageStatusFilters: Record<PackageStatus, Prisma.PackageWhereInput> = {
  PUBLISHED: { currentDeployments: { some: {} } },
  ARCHIVED: { currentDeployments: { none: {} }, archivedAt: { not: null } },
  EMPTY: { currentDeployments: { none: {} }, archivedAt: null, revision: 0 },
  DRAFT: { currentDeployments: { none: {} }, archivedAt: null, revision: { gt: 0 } },
}

import type { Prisma } from '../database.ts'

export type PackageStatus = 'EMPTY' | 'DRAFT' | 'PUBLISHED' | 'ARCHIVED'

/** What a package is. Being shown somewhere comes first: whoever looks for what teachers see must find it. */
export function packageStatus(pkg: { revision: number; archivedAt: Date | null; showings: number }): PackageStatus {
  if (pkg.showings > 0) return 'PUBLISHED'
  if (pkg.archivedAt) return 'ARCHIVED'
  return pkg.revision === 0 ? 'EMPTY' : 'DRAFT'
}

/** The same as a filter for each status. */
export const packagesOfStatus: Record<PackageStatus, Prisma.PackageWhereInput> = {
  PUBLISHED: { showings: { some: {} } },
  ARCHIVED: { showings: { none: {} }, archivedAt: { not: null } },
  EMPTY: { showings: { none: {} }, archivedAt: null, revision: 0 },
  DRAFT: { showings: { none: {} }, archivedAt: null, revision: { gt: 0 } },
}

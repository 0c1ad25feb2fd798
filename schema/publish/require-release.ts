import type { Package, Release } from '@lectern/domain/database'
import { notFound } from '@lectern/domain/errors'
import { requireVisiblePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/**
 * Finds a package by its slug, and one of its releases by number. NOT_FOUND when there is none or the caller may not
 * see it.
 */
export async function requireRelease(
  context: Context,
  slug: string,
  number: number,
): Promise<{ pkg: Package; release: Release }> {
  const pkg = await requireVisiblePackage(context, slug)
  const where = { packageId_number: { packageId: pkg.id, number } }
  const release = await context.services.database.release.findUnique({ where })
  if (!release) throw notFound(`Release ${number} of "${slug}"`)
  return { pkg, release }
}

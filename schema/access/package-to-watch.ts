import type { Package } from '@lectern/domain/database'
import { notFound, unauthenticated } from '@lectern/domain/errors'
import { type Context, callerOf } from '../context.ts'
import { visiblePackagesFilter } from './visible.ts'

/**
 * Finds the package that the caller wants to watch. UNAUTHENTICATED when nobody is signed in; NOT_FOUND when there is
 * none or the caller may not see it.
 */
export async function packageToWatch(context: Context, slug: string): Promise<Package> {
  if (!callerOf(context)) throw unauthenticated()
  const pkg = await context.services.database.package.findFirst({ where: { slug, id: visiblePackagesFilter(context) } })
  if (!pkg) throw notFound('This package')
  return pkg
}

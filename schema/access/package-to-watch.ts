import { type Context, callerOf } from '../context.ts'
import type { Package } from '@lectern/domain/database'
import { notFound, unauthenticated } from '@lectern/domain/errors'
import { visiblePackagesFilter } from './visible.ts'

/** The package that somebody wants to watch. UNAUTHENTICATED for nobody, NOT_FOUND for what is not there or not the caller's to see. */
export async function packageToWatch(context: Context, slug: string): Promise<Package> {
  if (!callerOf(context)) throw unauthenticated()
  const pkg = await context.database.package.findFirst({ where: { slug, id: visiblePackagesFilter(context) } })
  if (!pkg) throw notFound('This package')
  return pkg
}

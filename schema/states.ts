import { isDeepStrictEqual } from 'node:util'
import { type Context, callerOf } from './context.ts'
import type { Package } from './database.ts'
import { notFound, unauthenticated } from './errors.ts'
import { canSeePackage, visiblePackagesFilter } from './reads/visible.ts'

/**
 * What a subscription watches. `isOver`: nothing more will come after this state; without it, it goes on until the caller leaves.
 * `whole`: all of it is in what `read` gives, so that a state equal to the one before need not be sent.
 */
type LiveQuery<Row> = { read: () => Promise<Row | null>; isOver?: (row: Row) => boolean; skipUnchanged: boolean }

/**
 * The states of something of a package: the present one first, then one after each change, and always the last. The right
 * to see it is looked at anew for each; losing it ends the stream with an error.
 */
export async function* liveQuery<Row>(
  context: Context,
  packageId: string,
  { read, isOver, skipUnchanged }: LiveQuery<Row>,
): AsyncGenerator<Row> {
  let lastSent: Row | null = null
  for await (const _ of context.live.watchPackage(packageId)) {
    if (!canSeePackage(context, packageId)) throw notFound('This package')
    const row = await read()
    if (row === null || (skipUnchanged && isDeepStrictEqual(row, lastSent))) continue
    lastSent = row
    yield row
    if (isOver?.(row)) return
  }
}

/** The package that somebody wants to watch. UNAUTHENTICATED for nobody, NOT_FOUND for what is not there or not the caller's to see. */
export async function packageToWatch(context: Context, slug: string): Promise<Package> {
  if (!callerOf(context)) throw unauthenticated()
  const pkg = await context.database.package.findFirst({ where: { slug, id: visiblePackagesFilter(context) } })
  if (!pkg) throw notFound('This package')
  return pkg
}

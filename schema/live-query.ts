import { isDeepStrictEqual } from 'node:util'
import type { Context } from './context.ts'
import { notFound } from '@lectern/domain/errors'
import { canSeePackage } from './access/visible.ts'

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

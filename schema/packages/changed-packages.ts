import type { Package as PackageRow } from '@lectern/domain/database'
import { notFound, unauthenticated } from '@lectern/domain/errors'
import { recentlyChanged } from '@lectern/domain/packages/recently-changed'
import { initContextCache } from '@pothos/core'
import { canSeePackage, visiblePackagesFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'
import { freshRights } from '../live-query.ts'
import { Package } from './package.ts'

builder.subscriptionField('packagesChanged', t =>
  t.field({
    permission: 'visible',
    description:
      'Sends each of these packages after each change in it, until the client disconnects. First sends those that changed in the last minute or that something runs in, so that nothing is missed after a list was read. Leaves out what the caller may not see; NOT_FOUND if that is all.',
    type: Package,
    args: { slugs: t.arg.stringList({ required: true, description: 'At most 200.' }) },
    subscribe: (_root, { slugs }, context) => changedPackages(context, slugs),
    resolve: pkg => pkg,
  }),
)

async function changedPackages(context: Context, slugs: string[]): Promise<AsyncGenerator<PackageRow>> {
  if (!callerOf(context)) throw unauthenticated()
  const where = { slug: { in: slugs }, id: visiblePackagesFilter(context) }
  const packages = await context.services.database.package.findMany({ where, select: { id: true } })
  if (packages.length === 0) throw notFound('This package')
  return watchPackages(
    context,
    packages.map(({ id }) => id),
  )
}

/** Yields packages after their changes, one at a time. Several changes of one package in between are one. */
async function* watchPackages(context: Context, ids: string[]): AsyncGenerator<PackageRow> {
  const { database, live } = context.services
  const end = new AbortController()
  const signal = AbortSignal.any([context.signal, end.signal])
  const changed = new Changes(signal)
  const rights = freshRights(context)
  const stopWaking = rights.wakeSource(() => {})
  try {
    for (const id of ids) void reportChanges(live.watchPackage(id, signal), () => changed.add(id))
    // After the watches have begun, so that no change is between the two.
    for (const id of await recentlyChanged(database, ids)) changed.add(id)
    for await (const id of changed) {
      if (rights.isStale()) await rights.refresh()
      if (!canSeePackage(context, id)) continue
      // Pothos caches the selections of nested fields by context. They contain the permissions of the previous state.
      Object.assign(context, initContextCache())
      const pkg = await live.readShared(id, 'Package', () => database.package.findUnique({ where: { id } }))
      if (pkg) yield pkg
    }
  } finally {
    stopWaking()
    end.abort()
  }
}

/** Reports each wake but the first one, which comes at once. */
async function reportChanges(wakes: AsyncIterable<void>, report: () => void): Promise<void> {
  let isFirst = true
  for await (const _ of wakes) {
    if (!isFirst) report()
    isFirst = false
  }
}

/** The packages that changed and were not sent yet, oldest first. Iterating waits for more, and ends with the signal. */
class Changes {
  readonly #ids = new Set<string>()
  readonly #signal: AbortSignal
  #wake = () => {}

  constructor(signal: AbortSignal) {
    this.#signal = signal
    signal.addEventListener('abort', () => this.#wake())
  }

  add(id: string): void {
    this.#ids.add(id)
    this.#wake()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    while (!this.#signal.aborted) {
      const [id] = this.#ids
      if (id !== undefined) {
        this.#ids.delete(id)
        yield id
      } else await new Promise<void>(resolve => (this.#wake = resolve))
    }
  }
}

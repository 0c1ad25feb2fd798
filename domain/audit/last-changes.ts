import { isDeepStrictEqual } from 'node:util'
import type { Prisma, Tx } from '../database.ts'
import type { Action } from './actions.ts'
import type { Attribution } from './actor.ts'

type PackageEvent = {
  action: Action
  packageId?: string
  before?: Prisma.InputJsonValue
  after?: Prisma.InputJsonValue
  by?: Attribution
}

/**
 * The actions that change a package itself: its files, settings, folder, or archive. Not what environments show, which not
 * everybody may see.
 */
const packageChanges: readonly Action[] = [
  'package.archived',
  'package.created',
  'package.draftEnded',
  'package.folderChosen',
  'package.folderReplaced',
  'package.relocated',
  'package.restored',
  'package.updated',
]

/** Whether an event is a change of its package itself. A synchronization is one if there is a new draft. */
function changesPackage({ action, before, after }: PackageEvent): boolean {
  if (action !== 'package.synchronized') return packageChanges.includes(action)
  return !isDeepStrictEqual(revisionOf(before), revisionOf(after))
}

const revisionOf = (value: Prisma.InputJsonValue | undefined) => (value as { revision?: number } | undefined)?.revision

/**
 * Records in each package when it last changed, and by whom. What makes these events has locked the packages. Does nothing for
 * events about anything else.
 */
export async function recordLastChanges(tx: Tx, by: Attribution, events: PackageEvent[]): Promise<void> {
  for (const event of events)
    if (event.packageId !== undefined && changesPackage(event))
      await tx.$executeRaw`
        UPDATE package SET last_changed_at = clock_timestamp(), last_changed_by = ${JSON.stringify((event.by ?? by).actor)}::jsonb
        WHERE id = ${event.packageId}::uuid`
}

import { lectern } from '@lectern/schema/actor'
import { change, clock } from '@lectern/schema/changes/change'
import { recordTidying, type Tidied } from '@lectern/schema/changes/removal'
import { Context } from '@temporalio/activity'
import type { Deps } from './deps.ts'

const day = 86_400_000

/** The moment that a grace period of so many days, by default the configured one, ends with: what is unneeded since before it goes. */
export async function graceBegan({ database, graceDays }: Deps, days = graceDays): Promise<string> {
  const now = await database.$transaction(clock)
  return new Date(now.getTime() - days * day).toISOString()
}

/** Says in the audit log what this night's removal came to, once. */
export async function reportTidying({ database }: Deps, tidied: Tidied): Promise<void> {
  const { runId } = Context.current().info.workflowExecution!
  await change(database, lectern, tx => recordTidying(tx, runId, tidied))
}

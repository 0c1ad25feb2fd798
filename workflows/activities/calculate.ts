import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { settleEntries } from '@lectern/schema/changes/entries'
import { beginListing, type Plan, planItems } from '@lectern/schema/changes/plan'
import type { Database, SyncRun } from '@lectern/schema/database'
import { CursorReset } from '../clients/dropbox-errors.ts'
import type { Deps } from './deps.ts'
import { fillFolders } from './fill-folders.ts'
import { follow } from './follow.ts'
import { cancellation } from './heartbeat.ts'
import { judgeEntries } from './judge-entries.ts'
import { lanesFor } from './lanes-for.ts'
import { list } from './list.ts'
import { planRules } from './plan-rules.ts'

/** `more`: the listing has further pages, and what the first one named can be copied meanwhile. `lanes`: how many are worth while. */
export type Calculated = { lanes: number } & ({ more: true } | ({ more: false } & Plan))

/**
 * Brings the mirror of the package's folder up to date (the whole listing the first time, afterwards the delta of the saved cursor) and
 * writes the plan. The first call returns after a page when more are to come; `rest` goes on to the end. Each page and the cursor behind it
 * are one transaction, so that a second try goes on where the first one ended.
 */
export async function calculate(deps: Deps, { runId, rest }: { runId: string; rest: boolean }): Promise<Calculated> {
  const { database } = deps
  const signal = cancellation()
  const run = rest ? await runOf(database, runId) : await change(database, lectern, tx => beginListing(tx, runId))
  const pkg = rest ? await packageOf(database, run) : await follow(deps, run)
  const anew = !rest && (pkg.cursor === null || run.full)
  const more = await list(deps, run, pkg, { anew, rest }, signal).catch(async error => {
    if (!(error instanceof CursorReset)) throw error
    return list(deps, run, await packageOf(database, run), { anew: true, rest }, signal)
  })
  if (more) return { more, lanes: deps.lanes }
  const listed = await packageOf(database, run)
  // A folder of fifty thousand files in which nothing changed must not cost a look at each of them.
  if (listed.entriesChanged) {
    await fillFolders(deps, listed)
    await database.$transaction(tx => settleEntries(tx, listed.id, listed.generation))
    await judgeEntries(deps, listed, signal)
    await database.package.update({ where: { id: listed.id }, data: { entriesChanged: false } })
  }
  const rules = await planRules(database, listed)
  const plan = await database.$transaction(tx => planItems(tx, run, rules))
  return { more: false, lanes: lanesFor(plan, deps), ...plan }
}

const runOf = (database: Database, id: string) => database.syncRun.findUniqueOrThrow({ where: { id } })
const packageOf = (database: Database, { packageId }: SyncRun) =>
  database.package.findUniqueOrThrow({ where: { id: packageId } })

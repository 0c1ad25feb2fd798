import { removeViewerTokens } from '@lectern/schema/changes/removal'
import type { Tx } from '@lectern/schema/database'
import { openSweep, type Swept } from '../tidied.ts'
import type { Deps } from './deps.ts'
import { rehearsed } from './rehearse.ts'
import type { Tidying } from './tidy-rows.ts'

/** Forgets viewers' addresses that were over before the grace period; done twice, the second time finds none. */
export async function tidyViewerTokens({ database }: Deps, tidying: Tidying): Promise<Swept> {
  const { swept, take } = openSweep(tidying)
  const removal = (tx: Tx) => removeViewerTokens(tx, new Date(tidying.before))
  const count = tidying.dryRun ? await rehearsed(database, removal) : await database.$transaction(removal)
  if (count > 0) take('viewerTokens', () => `Viewers' addresses that are over: ${count}`, { count })
  return swept
}

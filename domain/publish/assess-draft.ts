import type { Environment, Package, Release, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import type { RootPage } from '../files/root-page.ts'
import { rootPageOfRevision } from '../files/root-page-facts.ts'
import { draftBlockers, rootPageBlockers } from './blockers.ts'
import { matchingReleases } from './matching-releases.ts'

/** What publishing the current draft to an environment would come to. `matches`: releases that are the same, newest first. */
export type DraftAssessment = { rootPage: RootPage; blockers: Problem[]; matches: Release[] }

/** Checks whether the current draft can be published to an environment. `acceptedFallbacks`: see `draftBlockers`. */
export async function assessDraft(
  tx: Tx,
  pkg: Package,
  environment: Environment,
  acceptedFallbacks: string[],
  profile: string,
): Promise<DraftAssessment> {
  const rootPage = await rootPageOfRevision(tx, { packageId: pkg.id, revision: pkg.revision }, pkg.rootPage)
  const blockers = [
    ...rootPageBlockers(rootPage),
    ...(await draftBlockers(tx, pkg, environment, acceptedFallbacks, profile)),
  ]
  if (blockers.length > 0) return { rootPage, blockers, matches: [] }
  const wanted = { rootPage: rootPage.page!, acceptedFallbacks, profile }
  return { rootPage, blockers, matches: await matchingReleases(tx, pkg, environment, wanted) }
}

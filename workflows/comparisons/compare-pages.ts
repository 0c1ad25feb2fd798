import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { findChangedPages } from '@lectern/domain/comparisons/changed-pages'
import {
  beginComparison,
  endComparison,
  type PageOutcome,
  recordComparedPage,
  versionsOf,
} from '@lectern/domain/comparisons/page-comparisons'
import type { PageComparison } from '@lectern/domain/database'
import type { Problem } from '@lectern/domain/errors'
import { finalFailure } from '../final-failure.ts'
import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { comparisonKey } from '../storage/keys.ts'
import { put } from '../storage/s3-put.ts'
import { findDifferences } from './find-differences.ts'
import { readPixels } from './read-pixels.ts'
import { pageTimeoutMs } from './take-still.ts'
import { openVersionBrowser, type Still, type VersionBrowser } from './version-browser.ts'

/** More pages are not compared, because people would not look at them. */
const maxPages = 20

/** Returns the open comparison of a package, or null if there is none. Only reads. */
export async function findOpenComparison({ database }: Services, packageId: string): Promise<string | null> {
  return (await database.pageComparison.findFirst({ where: { packageId, finishedAt: null } }))?.id ?? null
}

/**
 * Takes pictures of the pages that differ, in both versions, and records where they differ, page by page. A second attempt
 * continues after the pages that are done.
 */
export async function comparePages(services: Services, id: string): Promise<void> {
  const { database, chromium } = services
  if (!chromium) throw finalFailure('NO_BROWSER', 'This worker has no browser. Ask your administrator to set CHROMIUM.')
  const comparison = await database.pageComparison.findUnique({ where: { id, finishedAt: null } })
  if (!comparison) return
  const versions = versionsOf(comparison)
  const changed = await findChangedPages(database, versions)
  const begun = { paths: changed.slice(0, maxPages), changedPages: changed.length }
  await change(database, systemActor, tx => beginComparison(tx, id, begun))
  const open = await database.comparedPage.findMany({ where: { comparisonId: id }, orderBy: { number: 'asc' } })
  const signal = cancellationSignal()
  await using before = openVersionBrowser(services, chromium, versions.before, signal)
  await using after = openVersionBrowser(services, chromium, versions.after, signal)
  for (const { number, path, boxes, problem } of open) {
    if (boxes !== null || problem !== null) continue
    const outcome = await comparePage(services, comparison, { number, path }, [before, after])
    signal.throwIfAborted()
    await change(database, systemActor, tx => recordComparedPage(tx, comparison, number, outcome))
  }
  await change(database, systemActor, tx => endComparison(tx, id, null))
}

/** Ends a comparison that could not be completed. */
export async function failComparison(
  { database }: Services,
  { id, problem }: { id: string; problem: Problem },
): Promise<void> {
  await change(database, systemActor, tx => endComparison(tx, id, problem))
}

async function comparePage(
  { store }: Services,
  { id }: PageComparison,
  { number, path }: { number: number; path: string },
  [beforeBrowser, afterBrowser]: [VersionBrowser, VersionBrowser],
): Promise<PageOutcome> {
  const taking = [beforeBrowser.takeStill(path), afterBrowser.takeStill(path)] as const
  // If one fails, the other must not open its browser after both were closed.
  await Promise.allSettled(taking)
  const [before, after] = await Promise.all(taking)
  if (typeof before === 'string') return { problem: pageProblems[before]('old') }
  if (typeof after === 'string') return { problem: pageProblems[after]('new') }
  const differences = findDifferences(await readPixels(before), await readPixels(after))
  const [beforeStored, afterStored] = await Promise.all([
    put(store, comparisonKey(id, number, 'before'), before, 'image/png'),
    put(store, comparisonKey(id, number, 'after'), after, 'image/png'),
  ])
  return { beforeVersion: beforeStored.versionId, afterVersion: afterStored.versionId, ...differences }
}

const pageProblems: Record<Exclude<Still, Buffer>, (side: 'old' | 'new') => Problem> = {
  timeout: side => ({
    code: 'PAGE_TIMEOUT',
    message: `The ${side} version of this page did not come to rest within ${pageTimeoutMs / 1000} seconds. Open it in the preview.`,
  }),
  crash: side => ({
    code: 'PAGE_CRASHED',
    message: `The ${side} version of this page made the browser end, for example by using too much memory.`,
  }),
}

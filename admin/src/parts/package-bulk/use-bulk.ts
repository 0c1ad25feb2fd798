import { useState } from 'react'
import { type CombinedError, useClient } from 'urql'
import { describeError } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { ArchivePackage, RestorePackage } from '../packages/archive.ts'
import { newKey } from '../publish/idempotency-key.ts'
import { Publish } from '../publish/publication.ts'
import { Synchronize } from '../sync/synchronize.ts'
import { showToast } from '../toast/show-toast.ts'
import type { Toast } from '../toast/toast.ts'
import { runForEach } from './run-for-each.ts'
import type { SelectedPackage } from './selected-package.ts'

/** Why an action failed for one of the packages. */
export type Failure = { pkg: SelectedPackage; reason: string }

/** The result for several packages. `total`: all of them. */
export type BulkResult = { failures: readonly Failure[]; total: number }

/** Where and from when on releases are shown. `at` is an ISO time, and `time` says it in the school's time zone. */
export type Schedule = { environment: { slug: string; name: string }; at: string; time: string }

/** Acts on one package. Returns why it failed, or null. */
type Action = (pkg: SelectedPackage) => Promise<string | null>

/**
 * Actions on several packages: a schedule for all of them, else one request for each. `progress` is null while none runs. `result` is the last one that had
 * failures. Each action returns the packages for which it failed, so that they stay selected.
 */
export function useBulk() {
  const client = useClient()
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [result, setResult] = useState<BulkResult | null>(null)
  const runTogether = async (
    packages: readonly SelectedPackage[],
    act: (onDone: (count: number) => void) => Promise<(string | null)[]>,
    toast: (count: number, done: readonly SelectedPackage[]) => Toast,
  ) => {
    const total = packages.length
    setResult(null)
    setProgress({ done: 0, total })
    const reasons = await act(done => setProgress({ done, total }))
    const failures = packages.flatMap((pkg, index) => (reasons[index] == null ? [] : { pkg, reason: reasons[index] }))
    setProgress(null)
    if (failures.length > 0) setResult({ failures, total })
    const done = packages.filter((_, index) => reasons[index] == null)
    if (done.length > 0) showToast(toast(done.length, done))
    return failures.map(({ pkg }) => pkg)
  }
  const run = (packages: readonly SelectedPackage[], action: Action, toast: Parameters<typeof runTogether>[2]) =>
    runTogether(packages, onDone => runForEach(packages, action, onDone), toast)
  const restore = (packages: readonly SelectedPackage[]) =>
    run(
      packages,
      async ({ slug }) => reasonOf(await client.mutation(RestorePackage, { slug }).toPromise()),
      count => ({ message: t('packageList.restoredMany', { count }) }),
    )
  return {
    progress,
    result,
    hideResult: () => setResult(null),
    synchronize: (packages: readonly SelectedPackage[]) =>
      run(
        packages,
        async ({ slug }) => reasonOf(await client.mutation(Synchronize, { slug, full: false }).toPromise()),
        count => ({ message: t('packageList.synchronizing', { count }) }),
      ),
    archive: (packages: readonly SelectedPackage[]) =>
      run(
        packages,
        async ({ slug }) => reasonOf(await client.mutation(ArchivePackage, { slug }).toPromise()),
        (count, done) => ({ message: t('packageList.archivedMany', { count }), undo: () => restore(done) }),
      ),
    publish: (packages: readonly SelectedPackage[], environment: string) => {
      // A request that is sent twice publishes once.
      const key = newKey()
      return run(
        packages,
        async ({ slug, draft }) => {
          if (draft === null) return t('packageList.noDraft')
          const answer = await client
            .mutation(Publish, { slug, environment, draft, key: [key, environment, draft].join('/') })
            .toPromise()
          return reasonOf(answer) ?? blockersOf(answer.data?.publishPackage?.blockers)
        },
        count => ({ message: t('packageList.publishingMany', { count }) }),
      )
    },
    schedule: (packages: readonly SelectedPackage[], { environment, at, time }: Schedule) =>
      runTogether(
        packages,
        async onDone => {
          // Loaded when it is needed: the page opens without it.
          const { scheduleNewestReleases } = await import('./schedule-newest-releases.ts')
          const slugs = packages.map(({ slug }) => slug)
          const results = await scheduleNewestReleases(client, slugs, { environment: environment.slug, at }, onDone)
          return results.map(result => {
            if (result === 'scheduled') return null
            return result === 'noRelease' ? t('packageList.noRelease') : reasonOf({ error: result })
          })
        },
        count => ({
          message: t('packageList.scheduledMany', { count, environment: environment.name, time }),
          link: { to: `/environments/${environment.slug}?show=schedule`, label: t('packageList.viewSchedule') },
        }),
      ),
  }
}

function reasonOf({ error }: { error?: CombinedError | undefined }): string | null {
  const text = describeError(error)
  return text && [text.message, ...text.details].join(' ')
}

const blockersOf = (blockers: readonly { message: string }[] | undefined) =>
  blockers && blockers.length > 0 ? blockers.map(({ message }) => message).join(' ') : null

import { useState } from 'react'
import { type CombinedError, useClient } from 'urql'
import { describeError } from '../../graphql/problems.ts'
import { t } from '../../texts/texts.ts'
import { ArchivePackage } from '../packages/archive.ts'
import { Publish } from '../publish/publication.ts'
import { Synchronize } from '../sync/synchronize.ts'
import { showToast } from '../toast/show-toast.ts'
import { runForEach } from './run-for-each.ts'
import type { SelectedPackage } from './selected-package.ts'

/** Why an action failed for one of the packages. */
export type Failure = { pkg: SelectedPackage; reason: string }

/** The result for several packages. `total`: all of them. */
export type BulkResult = { failures: readonly Failure[]; total: number }

/** Acts on one package. Returns why it failed, or null. */
type Action = (pkg: SelectedPackage) => Promise<string | null>

/**
 * Actions on several packages, one request for each. `progress` is null while none runs. `result` is the last one that had
 * failures. Each action returns the packages for which it failed, so that they stay selected.
 */
export function useBulk() {
  const client = useClient()
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const [result, setResult] = useState<BulkResult | null>(null)
  const run = async (packages: readonly SelectedPackage[], action: Action, message: (count: number) => string) => {
    const total = packages.length
    setResult(null)
    setProgress({ done: 0, total })
    const reasons = await runForEach(packages, action, done => setProgress({ done, total }))
    const failures = packages.flatMap((pkg, index) => (reasons[index] == null ? [] : { pkg, reason: reasons[index] }))
    setProgress(null)
    if (failures.length > 0) setResult({ failures, total })
    if (failures.length < total) showToast({ message: message(total - failures.length) })
    return failures.map(({ pkg }) => pkg)
  }
  return {
    progress,
    result,
    hideResult: () => setResult(null),
    synchronize: (packages: readonly SelectedPackage[]) =>
      run(
        packages,
        async ({ slug }) => reasonOf(await client.mutation(Synchronize, { slug, full: false }).toPromise()),
        count => t('packageList.synchronizing', { count }),
      ),
    archive: (packages: readonly SelectedPackage[]) =>
      run(
        packages,
        async ({ slug }) => reasonOf(await client.mutation(ArchivePackage, { slug }).toPromise()),
        count => t('packageList.archivedMany', { count }),
      ),
    publish: (packages: readonly SelectedPackage[], environment: string) =>
      run(
        packages,
        async ({ slug, draft }) => {
          if (draft === null) return t('packageList.noDraft')
          const answer = await client
            .mutation(Publish, { slug, environment, draft, notes: null, key: null })
            .toPromise()
          return reasonOf(answer) ?? blockersOf(answer.data?.publishPackage?.blockers)
        },
        count => t('packageList.publishingMany', { count }),
      ),
  }
}

function reasonOf({ error }: { error?: CombinedError | undefined }): string | null {
  const text = describeError(error)
  return text && [text.message, ...text.details].join(' ')
}

const blockersOf = (blockers: readonly { message: string }[] | undefined) =>
  blockers && blockers.length > 0 ? blockers.map(({ message }) => message).join(' ') : null

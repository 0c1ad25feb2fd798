import { graphql } from '../api/graphql.ts'
import { type CommandContext, openApi, requireFound } from '../command.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { formatCount, formatCountOf } from '../output/format.ts'
import { followWork } from './follow-work.ts'
import { describeSync, type SyncRun, syncRunFields, syncTitle } from './sync-progress.ts'

export const synchronizeDocument = graphql(
  `mutation Synchronize($slug: String!, $full: Boolean) {
    synchronizePackage(slug: $slug, full: $full) { ...SyncRunFields }
  }`,
  [syncRunFields],
)
export const syncProgressDocument = graphql(
  `subscription SyncProgress($slug: String!) { syncProgress(package: $slug) { ...SyncRunFields } }`,
  [syncRunFields],
)
export const syncRunDocument = graphql(`query SyncRun($id: ID!) { syncRun(id: $id) { ...SyncRunFields } }`, [
  syncRunFields,
])

/** Starts a synchronization, or joins the open one. `watch`: shows its progress, and fails if it does not succeed. */
export async function sync(
  context: CommandContext,
  slug: string,
  { full = false, watch = false }: { full?: boolean; watch?: boolean },
): Promise<void> {
  const { output, signal } = context
  const api = openApi(context)
  const started = await api.execute(synchronizeDocument, { slug, full }, signal)
  let run = requireFound(started.synchronizePackage, `The package "${slug}"`)
  if (!watch) return output.result(run, () => `The synchronization of "${slug}" has started.`)
  const updates = followWork(context, run, {
    read: async ({ id }) =>
      requireFound((await api.execute(syncRunDocument, { id }, signal)).syncRun, 'The synchronization'),
    subscribe: async function* () {
      for await (const { syncProgress } of api.subscribe(syncProgressDocument, { slug }, signal)) yield syncProgress
    },
  })
  for await (run of updates) {
    output.progress(run, { title: syncTitle(run), line: describeSync(run) })
    requireNoPerson(run)
  }
  requireSuccess(run)
  if (!output.json) output.result(run, () => summary(slug, run))
}

function requireNoPerson({ status, filesDeleted }: SyncRun): void {
  if (status === 'WAITING_FOR_CONFIRMATION')
    throw new CommandError(
      exitCodes.waitsForPerson,
      status,
      `The synchronization would delete ${formatCountOf(filesDeleted, 'file')}. Confirm or cancel it in the admin.`,
    )
  if (status === 'WAITING_FOR_FOLDER')
    throw new CommandError(
      exitCodes.waitsForPerson,
      status,
      'The folder moved, and another one is in its place. Choose the folder in the admin.',
    )
}

function requireSuccess({ status, error }: SyncRun): void {
  if (status === 'SUCCEEDED') return
  const message = status === 'CANCELED' ? 'The synchronization was canceled.' : 'The synchronization failed.'
  throw new CommandError(exitCodes.failed, error?.code ?? status, error?.message ?? message)
}

function summary(slug: string, { filesDone, filesDeleted, filesUnchanged, unsettledPaths }: SyncRun): string {
  const files = `${formatCountOf(filesDone, 'file')} copied, ${formatCount(filesDeleted)} deleted, ${formatCount(filesUnchanged)} unchanged`
  const unsettled = unsettledPaths.length ? ' Dropbox was still changing some files: synchronize again later.' : ''
  return `Synchronized "${slug}": ${files}.${unsettled}`
}

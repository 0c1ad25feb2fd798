import { graphql } from '../api/graphql.ts'
import { type CommandContext, openApi, requireFound } from '../command.ts'
import { formatCountOf, formatEnum, formatTable, formatTime } from '../output/format.ts'

export const statusDocument = graphql(`
  query Status {
    viewer { token { name expiresAt } user { name } }
    dropboxConnection { status account problem { message } }
    environments { slug name }
    packages(first: 1) { totalCount }
  }
`)
export const packageStatusDocument = graphql(`
  query PackageStatus($slug: String!) {
    package(slug: $slug) {
      slug title status
      currentSyncRun { status phase percent }
      draft {
        revision synchronizedAt settled fileCount
        errors: findings(first: 1, severity: ERROR, ignored: false) { totalCount }
        warnings: findings(first: 1, severity: WARNING, ignored: false) { totalCount }
      }
      transcode { status percent videosExpected videosReady videosFailed error { message } }
      deployments { url deployedAt environment { slug } release { number } }
    }
  }
`)

/** Prints which Lectern this is, who the token is, and whether Dropbox is connected. */
export async function status(context: CommandContext): Promise<void> {
  const api = openApi(context)
  const { viewer, dropboxConnection, environments, packages } = await api.execute(statusDocument, {}, context.signal)
  const dropbox = dropboxConnection
    ? `${formatEnum(dropboxConnection.status)} ${dropboxConnection.problem?.message ?? dropboxConnection.account ?? ''}`
    : 'not visible for this token'
  const expiry = viewer?.token?.expiresAt ? `, until ${formatTime(viewer.token.expiresAt)}` : ''
  const rows = [
    ['Lectern', api.url],
    ['Signed in as', `${viewer?.token?.name ?? viewer?.user?.name ?? 'nobody'}${expiry}`],
    ['Dropbox', dropbox.trim()],
    ['Environments', (environments ?? []).map(({ slug }) => slug).join(', ') || 'none'],
    ['Packages', `${packages?.totalCount ?? 0}`],
  ]
  const value = { url: api.url, viewer, dropboxConnection, environments, packageCount: packages?.totalCount ?? 0 }
  context.output.result(value, () => formatTable(rows))
}

/** Prints the state of one package: its draft, its videos, what goes on, and where it is shown. */
export async function packageStatus(context: CommandContext, slug: string): Promise<void> {
  const data = await openApi(context).execute(packageStatusDocument, { slug }, context.signal)
  const pkg = requireFound(data.package, `The package "${slug}"`)
  const { draft, currentSyncRun: run, transcode } = pkg
  const rows = [
    ['Package', `${pkg.title} (${pkg.slug})`],
    ['Status', formatEnum(pkg.status)],
    [
      'Draft',
      draft
        ? `revision ${draft.revision} of ${formatTime(draft.synchronizedAt)}, ${formatCountOf(draft.fileCount, 'file')}`
        : 'none',
    ],
    ...(draft
      ? [
          [
            'Findings',
            `${formatCountOf(draft.errors?.totalCount ?? 0, 'error')}, ${formatCountOf(draft.warnings?.totalCount ?? 0, 'warning')}`,
          ],
        ]
      : []),
    ...(run
      ? [['Synchronizing', `${formatEnum(run.status)}, ${formatEnum(run.phase)} ${Math.floor(run.percent ?? 0)}%`]]
      : []),
    ...(transcode
      ? [
          [
            'Videos',
            `${formatEnum(transcode.status)}: ${transcode.videosReady} of ${transcode.videosExpected} ready, ${transcode.videosFailed} failed`,
          ],
        ]
      : []),
    ...(pkg.deployments ?? []).map(({ environment, release, url, deployedAt }) => [
      environment?.slug ?? '?',
      `release ${release.number} since ${formatTime(deployedAt)}, ${url}`,
    ]),
  ]
  context.output.result(pkg, () => formatTable(rows))
}

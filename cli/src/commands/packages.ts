import { graphql, type ResultOf } from '../api/graphql.ts'
import { type CommandContext, openApi, requireFound } from '../command.ts'
import { formatEnum, formatTable } from '../output/format.ts'

export const packagesDocument = graphql(`
  query Packages($after: String, $search: String) {
    packages(first: 50, after: $after, search: $search) {
      nodes {
        slug title status
        draft { revision synchronizedAt fileCount }
        deployments { url deployedAt environment { slug } release { number } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`)

/** Prints all packages that the token may see. `search`: part of the title, slug, or Dropbox path. */
export async function packages(context: CommandContext, { search }: { search?: string }): Promise<void> {
  const api = openApi(context)
  const rows: string[][] = [['PACKAGE', 'STATUS', 'DRAFT', 'ENVIRONMENTS', 'TITLE']]
  for (let after: string | null = null; ; ) {
    const data: { packages: PackagePage | null } = await api.execute(
      packagesDocument,
      { after, search },
      context.signal,
    )
    const page = requireFound(data.packages, 'The list of packages')
    for (const pkg of page.nodes) {
      if (context.output.json) context.output.result(pkg, () => '')
      rows.push([pkg.slug, formatEnum(pkg.status), pkg.draft ? `${pkg.draft.revision}` : '–', shown(pkg), pkg.title])
    }
    if (!page.pageInfo.hasNextPage) break
    after = page.pageInfo.endCursor
  }
  if (!context.output.json) context.output.result(null, () => (rows.length > 1 ? formatTable(rows) : 'No packages.'))
}

type PackagePage = NonNullable<ResultOf<typeof packagesDocument>['packages']>

const shown = ({ deployments }: PackagePage['nodes'][number]) =>
  (deployments ?? []).map(({ environment, release }) => `${environment?.slug ?? '?'} ${release.number}`).join(', ') ||
  '–'

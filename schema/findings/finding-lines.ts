import { currentCaller } from '@lectern/domain/access/current-caller'
import { visiblePackageIds } from '@lectern/domain/access/permissions'
import type { Actor } from '@lectern/domain/audit/actor'
import type { Database, ExportTicket } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { hasDraft } from '@lectern/domain/files/content-version'
import { shownRootPage } from '@lectern/domain/files/root-page-facts'
import { findingCsv, findingCsvHeader, packageFindingCsv } from '@lectern/domain/findings/finding-csv'
import { rootPageFindings } from '@lectern/domain/findings/root-page-finding'

/** The file with the findings of the current draft of a package, in pieces. FORBIDDEN if the package is no longer visible. */
export async function* findingLines(database: Database, { filter, requestedBy }: ExportTicket): AsyncGenerator<string> {
  const { packageId } = filter as { packageId: string }
  const requireVisible = async () => {
    const visible = visiblePackageIds(await currentCaller(database, requestedBy as Actor))
    if (visible !== 'all' && !visible.includes(packageId)) throw forbidden('export findings of this package')
  }
  await requireVisible()
  yield findingCsvHeader
  const pkg = await database.package.findUnique({ where: { id: packageId } })
  if (!pkg || !hasDraft(pkg)) return
  const draft = { packageId, revision: pkg.revision }
  const rootPage = await shownRootPage(database, draft, pkg.rootPage)
  yield packageFindingCsv(database, rootPageFindings(rootPage))
  for await (const lines of findingCsv(database, draft)) {
    await requireVisible()
    yield lines
  }
}

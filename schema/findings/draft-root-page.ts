import { batchLoader } from '@lectern/domain/batch-loader'
import type { DraftRevision } from '@lectern/domain/files/content-version'
import type { RootPage } from '@lectern/domain/files/root-page'
import { shownRootPage } from '@lectern/domain/files/root-page-facts'
import type { Context } from '../context.ts'

/** Loads the authors' present choices of a start page. */
const chosenPage = batchLoader(
  async ({ services: { database } }: Context, packageIds: string[]) => {
    const packages = await database.package.findMany({
      where: { id: { in: packageIds } },
      select: { id: true, rootPage: true },
    })
    const chosenPages = new Map(packages.map(({ id, rootPage }) => [id, rootPage]))
    return packageIds.map(id => chosenPages.get(id) ?? null)
  },
  packageId => packageId,
)

/** Returns the page that a draft opens with, by the author's present setting. */
export const draftRootPage = async (context: Context, draft: DraftRevision): Promise<RootPage> =>
  shownRootPage(context.services.database, draft, await chosenPage(context, draft.packageId))

import type { DraftRevision } from '@lectern/domain/files/content-version'
import { rootPageOfRevision } from '@lectern/domain/files/root-page-facts'
import { batchLoader } from '../batch-loader.ts'
import type { Context } from '../context.ts'

/** Loads the pages that drafts open with, by the authors' present settings. */
export const draftRootPage = batchLoader(
  async ({ services: { database } }: Context, drafts: DraftRevision[]) => {
    const ids = [...new Set(drafts.map(({ packageId }) => packageId))]
    const packages = await database.package.findMany({
      where: { id: { in: ids } },
      select: { id: true, rootPage: true },
    })
    const chosenPages = new Map(packages.map(({ id, rootPage }) => [id, rootPage]))
    return Promise.all(
      drafts.map(draft => rootPageOfRevision(database, draft, chosenPages.get(draft.packageId) ?? null)),
    )
  },
  ({ packageId, revision }) => `${packageId}/${revision}`,
)

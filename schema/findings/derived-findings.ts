import type { Finding } from '@lectern/domain/database'
import type { DraftRevision } from '@lectern/domain/files/content-version'
import { rootPageFindings } from '@lectern/domain/findings/root-page-finding'
import type { Context } from '../context.ts'
import { derivedId } from './derived-id.ts'
import { draftRootPage } from './draft-root-page.ts'

/** Returns the findings of a draft that are derived on reading and not stored: those about its root page. */
export async function derivedFindings(context: Context, draft: DraftRevision): Promise<Finding[]> {
  const { packageId, revision } = draft
  const found = rootPageFindings(await draftRootPage(context, draft))
  return found.map(({ places: _, ...finding }, index) => ({
    ...finding,
    ...{ id: derivedId(index), packageId, fromRevision: revision, untilRevision: null, sinceRevision: 1 },
  }))
}

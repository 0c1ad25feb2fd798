import { filesWithoutIgnoreDecision, recordIgnoreDecisions } from '@lectern/domain/sync/entries'
import type { Package } from '@lectern/domain/database'
import ignore from 'ignore'
import { type DropboxClient, findFile } from '../../dropbox/client.ts'
import { readRange } from '../../dropbox/download.ts'
import { decodeText } from '../../files/media-type.ts'
import type { Services } from '../../services.ts'

/** The author's own list of what to leave out, in the syntax of .gitignore, at the package's root. */
export const ignoreFileName = '.lecternignore'
/** A list of names is never larger than this, in bytes; more is cut off. */
const maxIgnoreFileBytes = 1024 ** 2
const ignoredReason = `The file ${ignoreFileName} of this package says so.`

/** Holds the files that are new, or all when the rules have changed, against the package's `.lecternignore`. */
export async function applyIgnoreRules(services: Services, pkg: Package, signal: AbortSignal): Promise<void> {
  const { database } = services
  const { id: packageId, generation, dropboxPathLower } = pkg
  const file = await database.entry.findFirst({
    where: { packageId, generation, kind: 'FILE', pathLower: `${dropboxPathLower}/${ignoreFileName}` },
  })
  const rulesHash = file?.contentHash ?? ''
  const files = await filesWithoutIgnoreDecision(database, packageId, generation, rulesHash)
  if (files.length === 0) return
  const matcher = await readIgnoreRules(
    services.dropbox,
    { rev: file?.rev ?? '', total: Number(file?.bytes ?? 0) },
    signal,
  )
  const ignored = files.filter(({ path }) => matcher.ignores(path)).map(({ pathLower }) => pathLower)
  await database.$transaction(tx =>
    recordIgnoreDecisions(tx, { packageId, generation, rulesHash }, ignored, ignoredReason),
  )
}

/** Says which paths of a package its rules leave out. */
export type IgnoreMatcher = { ignores(path: string): boolean }

/** The rules that lie in a folder of Dropbox now; without a list nothing is left out. */
export async function loadIgnoreRules(
  dropbox: DropboxClient,
  folderLower: string,
  signal: AbortSignal,
): Promise<IgnoreMatcher> {
  const file = await findFile(dropbox, `${folderLower}/${ignoreFileName}`, signal)
  return readIgnoreRules(dropbox, { rev: file?.rev ?? '', total: file?.size ?? 0 }, signal)
}

async function readIgnoreRules(
  dropbox: DropboxClient,
  { rev, total }: { rev: string; total: number },
  signal: AbortSignal,
): Promise<IgnoreMatcher> {
  const range = { rev, start: 0, length: Math.min(total, maxIgnoreFileBytes), total }
  return ignore().add(total > 0 ? decodeText(await readRange(dropbox, range, signal)) : '')
}

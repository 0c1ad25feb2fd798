import type { Package } from '@lectern/domain/database'
import { filesWithoutIgnoreDecision, recordIgnoreDecisions } from '@lectern/domain/sync/entries'
import ignore from 'ignore'
import { type DropboxClient, findFile } from '../../dropbox/client.ts'
import { readRange } from '../../dropbox/download.ts'
import { decodeText } from '../../files/media-type.ts'
import type { Services } from '../../services.ts'

/** The author's list of files to ignore, in the syntax of .gitignore, at the package's root. */
export const ignoreFileName = '.lecternignore'
/** The maximum size of the list, in bytes. The rest is cut off. */
const maxIgnoreFileBytes = 1024 ** 2
const ignoredReason = `This package's ${ignoreFileName} excludes it.`

/** Applies the package's `.lecternignore` to new files, or to all files when the rules have changed. */
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

/** Decides which paths of a package its rules ignore. */
export type IgnoreMatcher = { ignores(path: string): boolean }

/** Loads the current rules of a Dropbox folder. Without a list, nothing is ignored. */
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

import type { Package } from '@lectern/domain/database'
import { filesWithoutIgnoreDecision, recordIgnoreDecisions } from '@lectern/domain/sync/entries'
import { type DropboxClient, findFile } from '../../dropbox/client.ts'
import { readRange } from '../../dropbox/download.ts'
import { ignoreFileName, ignoreLineReason, ignoreListReason } from '../../files/junk.ts'
import { leftOutByName, leftOutReasons, privateKeyReason } from '../../files/left-out.ts'
import { type Reader, ReaderLimitError } from '../../limits/reader-threads.ts'
import type { Services } from '../../services.ts'
import type { findIgnored as findIgnoredPaths } from './find-ignored.ts'

/** The maximum size of the list, in bytes. The rest is cut off. */
const maxIgnoreFileBytes = 1024 ** 2
/** How many paths a reader thread checks at a time, so that its limits hold for packages of any size. */
const pathsPerCall = 5_000

/**
 * Applies the package's `.lecternignore` to new files, or to all files when the rules have changed. It may also bring back
 * files that are left out by their name or because they hold a private key.
 */
export async function applyIgnoreRules(services: Services, pkg: Package, signal: AbortSignal): Promise<void> {
  const { database } = services
  const { id: packageId, generation, dropboxPathLower } = pkg
  const listPathLower = `${dropboxPathLower}/${ignoreFileName}`
  const file = await database.entry.findFirst({
    where: { packageId, generation, kind: 'FILE', pathLower: listPathLower },
  })
  const rulesHash = file?.contentHash ?? ''
  const files = await filesWithoutIgnoreDecision(database, packageId, generation, rulesHash)
  if (files.length === 0) return
  const list = await readIgnoreList(services.dropbox, { rev: file?.rev ?? '', total: Number(file?.bytes ?? 0) }, signal)
  const { ignored, problem } = await findIgnored(services, { key: packageId, signal }, list, files)
  const reasons: Record<string, string> = {}
  for (const { path, pathLower } of files) {
    const reason = ignored.get(path)
    if (reason !== undefined) reasons[pathLower] = reason
  }
  await database.$transaction(tx =>
    recordIgnoreDecisions(tx, { packageId, generation, rulesHash }, reasons, [ignoreLineReason, ...leftOutReasons], {
      pathLower: listPathLower,
      reason: problem ?? ignoreListReason,
    }),
  )
}

/** Loads the current list of a Dropbox folder. Empty when there is none. */
export async function loadIgnoreList(
  dropbox: DropboxClient,
  folderLower: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const file = await findFile(dropbox, `${folderLower}/${ignoreFileName}`, signal)
  return readIgnoreList(dropbox, { rev: file?.rev ?? '', total: file?.size ?? 0 }, signal)
}

async function readIgnoreList(
  dropbox: DropboxClient,
  { rev, total }: { rev: string; total: number },
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (total === 0) return new Uint8Array()
  return readRange(dropbox, { rev, start: 0, length: Math.min(total, maxIgnoreFileBytes), total }, signal)
}

const matcherModule = new URL('./find-ignored.ts', import.meta.url)

/** A file by its path in the package. `hasPrivateKey`: its bytes are known to hold one. */
type IgnoreCandidate = { path: string; hasPrivateKey: boolean }

/**
 * Returns which files of a package are excluded, with the reason: by a line of its list, by their name, or because they
 * hold a private key. `problem` says, for the author, why the list was not applied or only in part: it is too long, or
 * its patterns take too much time. Such a list brings nothing back.
 */
export async function findIgnored(
  { readerThreads }: Pick<Services, 'readerThreads'>,
  reader: Reader,
  list: Uint8Array,
  files: IgnoreCandidate[],
): Promise<{ ignored: Map<string, string>; problem: string | null }> {
  const leftOut = new Map(files.map(file => [file.path, leftOutFile(file)]))
  const leftOutPaths = new Map([...leftOut].flatMap(([path, found]) => (found ? [[path, found.reason]] : [])))
  if (list.length === 0) return { ignored: leftOutPaths, problem: null }
  const ignored = new Map(leftOutPaths)
  let problem: string | null = null
  for (let start = 0; start < files.length; start += pathsPerCall) {
    try {
      const paths = files.slice(start, start + pathsPerCall).map(({ path }) => path)
      const found = await readerThreads.call<typeof findIgnoredPaths>(reader, matcherModule, 'findIgnored', list, paths)
      for (const { path, isWholePath } of found.returned)
        if (isWholePath || !leftOut.get(path)?.isSecret) ignored.delete(path)
      for (const { path, line, text } of found.ignored)
        ignored.set(path, `${ignoreLineReason} in line ${line} ("${text}").`)
      if (found.firstOmittedLine !== null) problem = describeOmission(found.firstOmittedLine)
    } catch (error) {
      if (!(error instanceof ReaderLimitError)) throw error
      return {
        ignored: leftOutPaths,
        problem: `Lectern did not apply ${ignoreFileName}, because its patterns take too long. Use fewer and simpler lines.`,
      }
    }
  }
  return { ignored, problem }
}

const leftOutFile = ({ path, hasPrivateKey }: IgnoreCandidate) =>
  leftOutByName(path) ?? (hasPrivateKey ? { reason: privateKeyReason, isSecret: true } : null)

const describeOmission = (line: number) =>
  `Lectern applied only a part of ${ignoreFileName}: it skipped line ${line} and further ones that are too long or too many. Use at most 1,000 lines of 1,000 characters.`

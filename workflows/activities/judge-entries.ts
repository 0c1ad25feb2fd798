import { judge, unjudged } from '@lectern/schema/changes/entries'
import type { Package } from '@lectern/schema/database'
import ignore from 'ignore'
import { type DropboxClient, findFile } from '../clients/dropbox.ts'
import { readRange } from '../clients/dropbox-download.ts'
import { textOf } from '../media-type.ts'
import type { Deps } from './deps.ts'

/** The author's own list of what to leave out, in the syntax of .gitignore, at the package's root. */
export const rulesName = '.lecternignore'
/** A list of names is never larger than this, in bytes; more is cut off. */
const largest = 1024 ** 2
const reason = `The file ${rulesName} of this package says so.`

/** Holds the files that are new, or all when the rules have changed, against the package's `.lecternignore`. */
export async function judgeEntries(deps: Deps, pkg: Package, signal: AbortSignal): Promise<void> {
  const { database } = deps
  const { id: packageId, generation, dropboxPathLower } = pkg
  const file = await database.entry.findFirst({
    where: { packageId, generation, kind: 'FILE', pathLower: `${dropboxPathLower}/${rulesName}` },
  })
  const rules = file?.contentHash ?? ''
  const files = await unjudged(database, packageId, generation, rules)
  if (files.length === 0) return
  const matcher = await readRules(deps.dropbox, { rev: file?.rev ?? '', total: Number(file?.bytes ?? 0) }, signal)
  const ignored = files.filter(({ path }) => matcher.ignores(path)).map(({ pathLower }) => pathLower)
  await database.$transaction(tx => judge(tx, { packageId, generation, rules }, ignored, reason))
}

/** Says which paths of a package its rules leave out. */
export type Matcher = { ignores(path: string): boolean }

/** The rules that lie in a folder of Dropbox now; without a list nothing is left out. */
export async function rulesAt(dropbox: DropboxClient, folderLower: string, signal: AbortSignal): Promise<Matcher> {
  const file = await findFile(dropbox, `${folderLower}/${rulesName}`, signal)
  return readRules(dropbox, { rev: file?.rev ?? '', total: file?.size ?? 0 }, signal)
}

async function readRules(
  dropbox: DropboxClient,
  { rev, total }: { rev: string; total: number },
  signal: AbortSignal,
): Promise<Matcher> {
  const range = { rev, start: 0, length: Math.min(total, largest), total }
  return ignore().add(total > 0 ? textOf(await readRange(dropbox, range, signal)) : '')
}

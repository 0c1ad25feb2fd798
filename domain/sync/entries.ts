import { Prisma, type Tx } from '../database.ts'
import { disableNestedLoops, lockRun, notify } from '../transaction.ts'

/** A line of Dropbox's listing, as it comes. `parentLower` is '' for the package's own folder. */
export type ListedEntry =
  | {
      kind: 'FILE' | 'FOLDER'
      pathLower: string
      parentLower: string
      name: string
      dropboxId: string
      rev: string | null
      contentHash: string | null
      bytes: number
      modifiedAt: string | null
      ignoredReason: string | null
    }
  | { kind: 'DELETED'; pathLower: string }

/** A line that names a file or folder. */
export type FileOrFolderEntry = Exclude<ListedEntry, { kind: 'DELETED' }>

/** One page of a listing: its entries strictly in Dropbox's order, and the cursor that follows it. */
export type ListedPage = { entries: ListedEntry[]; cursor: string }

/** How far the mirror is: the saved cursor, and the generation of entries that it continues. */
export type MirrorState = { cursor: string | null; generation: number }

/** Somebody else brought the mirror further meanwhile: this listing is stale and must begin again from what is saved. */
export class StaleListingError extends Error {
  override name = 'StaleListingError'
}

/**
 * Applies a page and saves its cursor in one transaction, so that the mirror and the cursor never disagree. A file replaces whatever was
 * there with its children; a folder keeps its children; a deletion takes the whole subtree. `before` is the state that the page was asked
 * with: when it is no longer the saved one, nothing is applied (`StaleListing`). `anew`: the first page of a full listing, which begins a
 * new generation; the old one stays until the listing's end.
 */
export async function applyPage(
  tx: Tx,
  run: { id: string; packageId: string },
  before: MirrorState,
  page: ListedPage,
  isFullListing: boolean,
): Promise<MirrorState> {
  const after = { cursor: page.cursor, generation: isFullListing ? before.generation + 1 : before.generation }
  const data = isFullListing || page.entries.length > 0 ? { ...after, entriesChanged: true } : after
  const moved = await tx.package.updateMany({ where: { id: run.packageId, ...before }, data })
  if (moved.count === 0) throw new StaleListingError('Another listing of this package went on meanwhile')
  await lockRun(tx, run.id)
  if (isFullListing) await beginGeneration(tx, run, after.generation)
  for (const group of groupConsecutive(page.entries)) {
    if (group.deleted) await removeSubtrees(tx, run.packageId, after.generation, group.paths)
    else await upsertEntries(tx, run.packageId, after.generation, group.entries)
  }
  await tx.syncRun.update({ where: { id: run.id }, data: { entriesListed: { increment: page.entries.length } } })
  await notify(tx, run.packageId)
  return after
}

/** A generation begins with the package's own folder as its root. It answers whoever asked for a full listing before it began. */
async function beginGeneration(tx: Tx, run: { id: string; packageId: string }, generation: number): Promise<void> {
  const { packageId } = run
  const { dropboxPathLower, dropboxId } = await tx.package.findUniqueOrThrow({ where: { id: packageId } })
  const root = { parentLower: '', kind: 'FOLDER' as const, dropboxId, name: '', path: '' }
  await tx.entry.create({ data: { packageId, generation, pathLower: dropboxPathLower, ...root } })
  await tx.$executeRaw`UPDATE sync_run SET "full" = false WHERE id = ${run.id}::uuid AND requested_at <= listed_at`
}

type Group = { deleted: true; paths: string[] } | { deleted: false; entries: FileOrFolderEntry[] }

/** Neighbours of the same sort are applied together: nearly always a page is one group. */
export function groupConsecutive(entries: ListedEntry[]): Group[] {
  const groups: Group[] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (entry.kind === 'DELETED') {
      if (last?.deleted) last.paths.push(entry.pathLower)
      else groups.push({ deleted: true, paths: [entry.pathLower] })
    } else if (last && !last.deleted) last.entries.push(entry)
    else groups.push({ deleted: false, entries: [entry] })
  }
  return groups
}

/** By key first: only what was a folder can have anything below it. */
async function removeSubtrees(tx: Tx, packageId: string, generation: number, paths: string[]): Promise<void> {
  const deleted = await tx.$queryRaw<{ pathLower: string; kind: string }[]>`
    DELETE FROM entry WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND path_lower = ANY(${paths}::text[])
    RETURNING path_lower AS "pathLower", kind::text`
  const folders = deleted.filter(entry => entry.kind === 'FOLDER').map(entry => entry.pathLower)
  await removeBelow(tx, packageId, generation, folders)
}

async function removeBelow(tx: Tx, packageId: string, generation: number, folders: string[]): Promise<void> {
  if (folders.length === 0) return
  await tx.$executeRaw`
    DELETE FROM entry USING unnest(${folders}::text[]) AS folder
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND starts_with(path_lower, folder || '/')`
}

async function upsertEntries(
  tx: Tx,
  packageId: string,
  generation: number,
  entries: FileOrFolderEntry[],
): Promise<void> {
  const last = new Map(entries.map(entry => [entry.pathLower, entry]))
  const rows = JSON.stringify([...last.values()])
  // A file in place of a folder: what was below that folder is gone.
  const files = [...last.values()].filter(entry => entry.kind === 'FILE').map(entry => entry.pathLower)
  const replaced = await tx.entry.findMany({
    where: { packageId, generation, kind: 'FOLDER', pathLower: { in: files } },
    select: { pathLower: true },
  })
  await removeBelow(
    tx,
    packageId,
    generation,
    replaced.map(entry => entry.pathLower),
  )
  await tx.$executeRaw`
    INSERT INTO entry (package_id, generation, path_lower, parent_lower, kind, dropbox_id, name, path, rev, content_hash, bytes, modified_at, ignored_reason)
    SELECT ${packageId}::uuid, ${generation}, "pathLower", "parentLower", kind, "dropboxId", name, '', rev, "contentHash", bytes, "modifiedAt", "ignoredReason"
    FROM jsonb_to_recordset(${rows}::jsonb) AS new("pathLower" text, "parentLower" text, kind entry_kind, "dropboxId" text, name text,
      rev text, "contentHash" text, bytes bigint, "modifiedAt" timestamptz, "ignoredReason" text)
    ON CONFLICT (package_id, generation, path_lower) DO UPDATE SET
      parent_lower = excluded.parent_lower, kind = excluded.kind, dropbox_id = excluded.dropbox_id, name = excluded.name, rev = excluded.rev,
      content_hash = excluded.content_hash, bytes = excluded.bytes, modified_at = excluded.modified_at, ignored_reason = excluded.ignored_reason,
      ignore_rules_hash = ''`
}

/**
 * Ends a listing: true paths are rebuilt from the names of the folders (parents in Dropbox's own `path_display` are not reliable), and
 * older generations go.
 */
export async function finishListing(tx: Tx, packageId: string, generation: number): Promise<void> {
  await disableNestedLoops(tx)
  await tx.entry.deleteMany({ where: { packageId, generation: { lt: generation } } })
  await tx.$executeRaw(Prisma.sql`
    WITH RECURSIVE tree AS (
      SELECT path_lower, ''::text AS path FROM entry
      WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND parent_lower = ''
      UNION ALL
      SELECT entry.path_lower, CASE WHEN tree.path = '' THEN entry.name ELSE tree.path || '/' || entry.name END
      FROM entry JOIN tree ON entry.parent_lower = tree.path_lower
      WHERE entry.package_id = ${packageId}::uuid AND entry.generation = ${generation}
    )
    UPDATE entry SET path = tree.path FROM tree
    WHERE entry.package_id = ${packageId}::uuid AND entry.generation = ${generation}
      AND entry.path_lower = tree.path_lower AND entry.path <> tree.path`)
}

/**
 * Gives the entries of a page their true paths, as far as their folders are known by now, so that copying need not wait for the listing's
 * end. What is still without one gets it in `settleEntries`. Each folder is looked up by its key: a join is planned for the small table that
 * this one was before, and takes seconds for each page of a large folder.
 */
export async function fillDisplayPaths(
  tx: Tx,
  packageId: string,
  generation: number,
  pathsLower: string[],
): Promise<void> {
  const folder = Prisma.sql`entry AS folder
    WHERE folder.package_id = ${packageId}::uuid AND folder.generation = ${generation} AND folder.path_lower = entry.parent_lower`
  for (let settled = 1; settled > 0; )
    settled = await tx.$executeRaw`
      UPDATE entry SET path = (SELECT CASE WHEN folder.path = '' THEN entry.name ELSE folder.path || '/' || entry.name END FROM ${folder})
      WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND path_lower = ANY(${pathsLower}::text[])
        AND path = '' AND parent_lower <> '' AND (SELECT folder.path <> '' OR folder.parent_lower = '' FROM ${folder})`
}

/** Folders that entries lie in and that the listing did not name. A difference of two sets: a join would be planned for a table that was small. */
export function missingFolders(tx: Tx, packageId: string, generation: number): Promise<{ pathLower: string }[]> {
  return tx.$queryRaw`
    SELECT parent_lower AS "pathLower" FROM entry
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND parent_lower <> ''
    EXCEPT
    SELECT path_lower FROM entry
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND kind = 'FOLDER'`
}

/** Puts folders that were looked up one by one beside the listed entries. */
export async function addFolders(
  tx: Tx,
  packageId: string,
  generation: number,
  folders: FileOrFolderEntry[],
): Promise<void> {
  await upsertEntries(tx, packageId, generation, folders)
}

/** A file that was not yet held against the present `.lecternignore`. */
export type FileWithoutIgnoreDecision = { pathLower: string; path: string }

/** The files that were not yet held against these rules (a content hash; '' without any). Only what changed has to be read again. */
export function filesWithoutIgnoreDecision(
  tx: Tx,
  packageId: string,
  generation: number,
  rulesHash: string,
): Promise<FileWithoutIgnoreDecision[]> {
  return tx.$queryRaw`
    SELECT path_lower AS "pathLower", path FROM entry
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND kind = 'FILE' AND ignore_rules_hash <> ${rulesHash}`
}

/**
 * Writes which of the files the rules leave out, with the reason. A reason that was there before the rules (junk, a name that cannot be
 * stored) stays; one that older rules gave goes.
 */
export async function recordIgnoreDecisions(
  tx: Tx,
  { packageId, generation, rulesHash }: { packageId: string; generation: number; rulesHash: string },
  ignored: string[],
  reason: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE entry SET ignore_rules_hash = ${rulesHash}, ignored_reason = CASE
      WHEN ignored_reason IS NOT NULL AND ignored_reason <> ${reason} THEN ignored_reason
      WHEN path_lower = ANY(${ignored}) THEN ${reason} END
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND kind = 'FILE' AND ignore_rules_hash <> ${rulesHash}`
}

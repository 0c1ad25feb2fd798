import { z } from 'zod'
import { Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { disableNestedLoops, lockRun, notify } from '../transaction.ts'

/** An entry of Dropbox's listing. `parentLower` is '' for the package's own folder. */
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

/** An entry that is a file or folder. */
export type FileOrFolderEntry = Exclude<ListedEntry, { kind: 'DELETED' }>

/** One page of a listing: its entries strictly in Dropbox's order, and the cursor after it. */
export type ListedPage = { entries: ListedEntry[]; cursor: string }

/** The state of the mirror: the saved cursor, and the generation of entries that it continues. */
export type MirrorState = { cursor: string | null; generation: number }

/** Another listing advanced the mirror in the meantime. The caller must start again from the saved cursor. */
export class StaleListingError extends Error {
  override name = 'StaleListingError'
}

/**
 * Applies a page and saves its cursor in one transaction, so that the mirror and the cursor never disagree. A file
 * replaces the entry at its path and everything below it; a folder keeps its children; a deletion removes the subtree.
 * `before` is the state with which the page was requested. `isFullListing` marks the first page of a full listing,
 * which starts a new generation; the old one stays until the listing ends.
 * @throws StaleListingError if `before` is no longer the saved state; nothing is applied.
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
  if (moved.count === 0) throw new StaleListingError('Another listing of this package advanced in the meantime')
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

/** Records that the changed entries were processed, so that the next listing without changes skips that work. */
export async function clearEntriesChanged(tx: Tx, packageId: string): Promise<void> {
  await tx.package.update({ where: { id: packageId }, data: { entriesChanged: false } })
}

/**
 * Starts a generation with the package's own folder as its root. It fulfills requests for a full listing that were made
 * before the listing started.
 */
async function beginGeneration(tx: Tx, run: { id: string; packageId: string }, generation: number): Promise<void> {
  const { packageId } = run
  const { dropboxPathLower, dropboxId } = await tx.package.findUniqueOrThrow({ where: { id: packageId } })
  const root = { parentLower: '', kind: 'FOLDER' as const, dropboxId, name: '', path: '' }
  await tx.entry.create({ data: { packageId, generation, pathLower: dropboxPathLower, ...root } })
  await tx.$executeRaw`UPDATE sync_run SET "full" = false WHERE id = ${run.id}::uuid AND requested_at <= listed_at`
}

type Group = { deleted: true; paths: string[] } | { deleted: false; entries: FileOrFolderEntry[] }

/** Groups consecutive entries of the same kind, which are applied together. Nearly every page is one group. */
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

const deletedEntryRow = z.object({ pathLower: z.string(), kind: z.enum(['FILE', 'FOLDER']) })

/** Deletes entries by key first, then what is below those that were folders. */
async function removeSubtrees(tx: Tx, packageId: string, generation: number, paths: string[]): Promise<void> {
  const deleted = await rows(
    tx,
    deletedEntryRow,
    Prisma.sql`
    DELETE FROM entry WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND path_lower = ANY(${paths}::text[])
    RETURNING path_lower AS "pathLower", kind::text`,
  )
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
  // A file replaces a folder: everything below the folder is gone.
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
 * Records names that changed only in letter case, which a delta does not report. The end of the listing rebuilds the
 * paths below them.
 */
export async function renameEntries(
  tx: Tx,
  { packageId, generation }: { packageId: string; generation: number },
  renamed: { pathLower: string; name: string }[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE entry SET name = new.name
    FROM unnest(${renamed.map(({ pathLower }) => pathLower)}::text[], ${renamed.map(({ name }) => name)}::text[]) AS new(path_lower, name)
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND entry.path_lower = new.path_lower`
  await tx.package.update({ where: { id: packageId }, data: { entriesChanged: true } })
}

/**
 * Finishes a listing: rebuilds the display paths from the names of the folders, and deletes older generations.
 * Dropbox's own `path_display` does not reliably name the parent folders. Files whose path changes need a new decision
 * by the ignore rules.
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
    UPDATE entry SET path = tree.path, ignore_rules_hash = '' FROM tree
    WHERE entry.package_id = ${packageId}::uuid AND entry.generation = ${generation}
      AND entry.path_lower = tree.path_lower AND entry.path <> tree.path`)
}

/**
 * Fills in the display paths of a page's entries whose folders are known, so that copying can start before the listing
 * ends. `finishListing` fills in the rest. Looks each folder up by its key: Postgres would plan a join for the small
 * table that this one was before, which takes seconds for each page of a large folder.
 */
export async function fillDisplayPaths(
  tx: Tx,
  packageId: string,
  generation: number,
  pathsLower: string[],
): Promise<void> {
  const folderSql = Prisma.sql`entry AS folder
    WHERE folder.package_id = ${packageId}::uuid AND folder.generation = ${generation} AND folder.path_lower = entry.parent_lower`
  for (let settled = 1; settled > 0; )
    settled = await tx.$executeRaw`
      UPDATE entry SET path = (SELECT CASE WHEN folder.path = '' THEN entry.name ELSE folder.path || '/' || entry.name END FROM ${folderSql})
      WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND path_lower = ANY(${pathsLower}::text[])
        AND path = '' AND parent_lower <> '' AND (SELECT folder.path <> '' OR folder.parent_lower = '' FROM ${folderSql})`
}

const missingFolderRow = z.object({ pathLower: z.string() })

/**
 * The parent folders of entries that the listing did not contain. Uses a set difference, because Postgres would plan a
 * join for a table that was small.
 */
export function missingFolders(tx: Tx, packageId: string, generation: number): Promise<{ pathLower: string }[]> {
  return rows(
    tx,
    missingFolderRow,
    Prisma.sql`
    SELECT parent_lower AS "pathLower" FROM entry
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND parent_lower <> ''
    EXCEPT
    SELECT path_lower FROM entry
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND kind = 'FOLDER'`,
  )
}

/** Adds folders that were looked up one by one to the listed entries. */
export async function addFolders(
  tx: Tx,
  packageId: string,
  generation: number,
  folders: FileOrFolderEntry[],
): Promise<void> {
  await upsertEntries(tx, packageId, generation, folders)
}

const fileWithoutIgnoreDecisionRow = z.object({ pathLower: z.string(), path: z.string(), hasPrivateKey: z.boolean() })

/** A file to which the current `.lecternignore` was not applied yet. `hasPrivateKey`: its bytes are known to hold one. */
export type FileWithoutIgnoreDecision = z.infer<typeof fileWithoutIgnoreDecisionRow>

/**
 * The files to which these ignore rules were not applied yet. `rulesHash` is the content hash of the rules, or '' if
 * there are none. After a listing, only changed files are returned.
 */
export function filesWithoutIgnoreDecision(
  tx: Tx,
  packageId: string,
  generation: number,
  rulesHash: string,
): Promise<FileWithoutIgnoreDecision[]> {
  return rows(
    tx,
    fileWithoutIgnoreDecisionRow,
    Prisma.sql`
    SELECT path_lower AS "pathLower", path,
      EXISTS (SELECT 1 FROM private_key_file WHERE private_key_file.content_hash = entry.content_hash) AS "hasPrivateKey"
    FROM entry
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND kind = 'FILE' AND ignore_rules_hash <> ${rulesHash}`,
  )
}

/**
 * Records which files the ignore rules and their names exclude: `reasons` by lower-case path, each with one of the
 * beginnings in `decidedReasons`. Keeps any other reason (a junk file, a name that cannot be stored), and clears one that
 * older rules gave. `list` is the file with the rules and what to say about it.
 */
export async function recordIgnoreDecisions(
  tx: Tx,
  { packageId, generation, rulesHash }: { packageId: string; generation: number; rulesHash: string },
  reasons: Record<string, string>,
  decidedReasons: string[],
  list: { pathLower: string; reason: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE entry SET ignore_rules_hash = ${rulesHash}, ignored_reason = CASE
      WHEN path_lower = ${list.pathLower} THEN ${list.reason}
      WHEN NOT EXISTS (SELECT 1 FROM unnest(${decidedReasons}::text[]) AS decided WHERE starts_with(ignored_reason, decided))
        AND ignored_reason IS NOT NULL THEN ignored_reason
      ELSE ${JSON.stringify(reasons)}::jsonb ->> path_lower END
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND kind = 'FILE' AND ignore_rules_hash <> ${rulesHash}`
}

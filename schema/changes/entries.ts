import { Prisma, type Tx } from '../database.ts'
import { notify } from './change.ts'

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

/** One page of a listing: its entries strictly in Dropbox's order, and the cursor that follows it. */
export type ListedPage = { entries: ListedEntry[]; cursor: string }

/** How far the mirror is: the saved cursor, and the generation of entries that it continues. */
export type MirrorState = { cursor: string | null; generation: number }

/** Somebody else brought the mirror further meanwhile: this listing is stale and must begin again from what is saved. */
export class StaleListing extends Error {
  override name = 'StaleListing'
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
  anew: boolean,
): Promise<MirrorState> {
  const after = { cursor: page.cursor, generation: anew ? before.generation + 1 : before.generation }
  const moved = await tx.package.updateMany({ where: { id: run.packageId, ...before }, data: after })
  if (moved.count === 0) throw new StaleListing('Another listing of this package went on meanwhile')
  if (anew) await beginGeneration(tx, run, after.generation)
  for (const group of groupsInOrder(page.entries)) {
    if (group.deleted) await removeSubtrees(tx, run.packageId, after.generation, group.paths)
    else await upsert(tx, run.packageId, after.generation, group.entries)
  }
  await tx.syncRun.update({ where: { id: run.id }, data: { entriesListed: { increment: page.entries.length } } })
  await notify(tx, run.packageId)
  return after
}

/** A generation begins with the package's own folder as its root; what a full listing was asked for is answered by it. */
async function beginGeneration(tx: Tx, run: { id: string; packageId: string }, generation: number): Promise<void> {
  const { packageId } = run
  const { dropboxPathLower, dropboxId } = await tx.package.findUniqueOrThrow({ where: { id: packageId } })
  const root = { parentLower: '', kind: 'FOLDER' as const, dropboxId, name: '', path: '' }
  await tx.entry.create({ data: { packageId, generation, pathLower: dropboxPathLower, ...root } })
  await tx.syncRun.update({ where: { id: run.id }, data: { full: false } })
}

type Present = Exclude<ListedEntry, { kind: 'DELETED' }>
type Group = { deleted: true; paths: string[] } | { deleted: false; entries: Present[] }

/** Neighbours of the same sort are applied together: nearly always a page is one group. */
export function groupsInOrder(entries: ListedEntry[]): Group[] {
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
  const gone = await tx.$queryRaw<{ pathLower: string; kind: string }[]>`
    DELETE FROM entry WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND path_lower = ANY(${paths}::text[])
    RETURNING path_lower AS "pathLower", kind::text`
  const folders = gone.filter(entry => entry.kind === 'FOLDER').map(entry => entry.pathLower)
  if (folders.length === 0) return
  await tx.$executeRaw`
    DELETE FROM entry USING unnest(${folders}::text[]) AS folder
    WHERE package_id = ${packageId}::uuid AND generation = ${generation} AND starts_with(path_lower, folder || '/')`
}

async function upsert(tx: Tx, packageId: string, generation: number, entries: Present[]): Promise<void> {
  const last = new Map(entries.map(entry => [entry.pathLower, entry]))
  const rows = JSON.stringify([...last.values()])
  // A file in place of a folder: what was below that folder is gone.
  await tx.$executeRaw`
    DELETE FROM entry USING jsonb_to_recordset(${rows}::jsonb) AS new("pathLower" text, kind entry_kind), entry AS old
    WHERE new.kind = 'FILE' AND old.package_id = ${packageId}::uuid AND old.generation = ${generation}
      AND old.path_lower = new."pathLower" AND old.kind = 'FOLDER'
      AND entry.package_id = old.package_id AND entry.generation = old.generation
      AND starts_with(entry.path_lower, old.path_lower || '/')`
  await tx.$executeRaw`
    INSERT INTO entry (package_id, generation, path_lower, parent_lower, kind, dropbox_id, name, path, rev, content_hash, bytes, modified_at, ignored_reason)
    SELECT ${packageId}::uuid, ${generation}, "pathLower", "parentLower", kind, "dropboxId", name, '', rev, "contentHash", bytes, "modifiedAt", "ignoredReason"
    FROM jsonb_to_recordset(${rows}::jsonb) AS new("pathLower" text, "parentLower" text, kind entry_kind, "dropboxId" text, name text,
      rev text, "contentHash" text, bytes bigint, "modifiedAt" timestamptz, "ignoredReason" text)
    ON CONFLICT (package_id, generation, path_lower) DO UPDATE SET
      parent_lower = excluded.parent_lower, kind = excluded.kind, dropbox_id = excluded.dropbox_id, name = excluded.name, rev = excluded.rev,
      content_hash = excluded.content_hash, bytes = excluded.bytes, modified_at = excluded.modified_at, ignored_reason = excluded.ignored_reason`
}

/**
 * Ends a listing: true paths are rebuilt from the names of the folders (parents in Dropbox's own `path_display` are not reliable), and
 * older generations go.
 */
export async function settleEntries(tx: Tx, packageId: string, generation: number): Promise<void> {
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

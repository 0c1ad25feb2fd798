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

/**
 * Applies a page and saves its cursor in one transaction, so that the mirror and the cursor never disagree. A file replaces whatever was
 * there with its children; a folder keeps its children; a deletion takes the whole subtree.
 */
export async function applyPage(
  tx: Tx,
  run: { id: string; packageId: string },
  generation: number,
  page: ListedPage,
): Promise<void> {
  for (const group of groupsInOrder(page.entries)) {
    if (group.deleted) await removeSubtrees(tx, run.packageId, generation, group.paths)
    else await upsert(tx, run.packageId, generation, group.entries)
  }
  await tx.package.update({ where: { id: run.packageId }, data: { cursor: page.cursor, generation } })
  await tx.syncRun.update({ where: { id: run.id }, data: { entriesListed: { increment: page.entries.length } } })
  await notify(tx, run.packageId)
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

async function removeSubtrees(tx: Tx, packageId: string, generation: number, paths: string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM entry USING unnest(${paths}::text[]) AS gone
    WHERE package_id = ${packageId}::uuid AND generation = ${generation}
      AND (path_lower = gone OR starts_with(path_lower, gone || '/'))`
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

/** Begins a full listing: a new generation with the package's own folder as its root. Returns its number; the old one stays until its end. */
export async function beginGeneration(tx: Tx, packageId: string): Promise<number> {
  const { dropboxPathLower, dropboxId, generation } = await tx.package.findUniqueOrThrow({ where: { id: packageId } })
  const next = generation + 1
  await tx.entry.deleteMany({ where: { packageId, generation: { gte: next } } })
  await tx.entry.create({
    data: {
      packageId,
      generation: next,
      pathLower: dropboxPathLower,
      parentLower: '',
      kind: 'FOLDER',
      dropboxId,
      name: '',
      path: '',
    },
  })
  return next
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

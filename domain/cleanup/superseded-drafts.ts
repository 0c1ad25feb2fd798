import { Prisma } from '../database.ts'

/**
 * SQL predicate over a row of `draft`: it is no longer needed. A newer draft replaced it before `before`, counted from
 * the end of the run that made the newer one, because that run may read the older one; or the draft ended before that
 * time, because another package took its folder. No open publication uses it, and
 * the package has no open sync run or transcode, which find bytes by these rows.
 */
export const supersededDraftSql = (before: Date) => Prisma.sql`(
  draft.revision < (SELECT revision FROM package WHERE package.id = draft.package_id)
  AND CASE WHEN EXISTS (SELECT 1 FROM draft AS next WHERE next.package_id = draft.package_id AND next.revision > draft.revision)
    THEN (SELECT run.finished_at FROM draft AS next JOIN sync_run AS run ON run.id = next.sync_run_id
      WHERE next.package_id = draft.package_id AND next.revision > draft.revision ORDER BY next.revision LIMIT 1)
    ELSE (SELECT draft_ended_at FROM package WHERE package.id = draft.package_id) END < ${before}
  AND NOT EXISTS (SELECT 1 FROM publication AS open
    WHERE open.package_id = draft.package_id AND open.revision = draft.revision AND open.finished_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM sync_run AS open WHERE open.package_id = draft.package_id AND open.finished_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM transcode AS open WHERE open.package_id = draft.package_id AND open.finished_at IS NULL))`

/**
 * SQL predicate over a row of `draft_file AS file`: it counts as a reference. `supersededBefore`: rows that only drafts
 * superseded before this time have do not count, as in a dry run of the cleanup. Null: every row counts.
 */
export function countsAsReferenceSql(supersededBefore: Date | null): Prisma.Sql {
  if (supersededBefore === null) return Prisma.sql`true`
  return Prisma.sql`(file.until_revision IS NULL OR EXISTS (SELECT 1 FROM draft
    WHERE draft.package_id = file.package_id AND draft.revision >= file.from_revision AND draft.revision < file.until_revision
      AND ${supersededDraftSql(supersededBefore)} IS NOT TRUE))`
}

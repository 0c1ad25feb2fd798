import { Prisma } from '../database.ts'
import { videoExtensions } from '../files/video-files.ts'

/**
 * SQL predicate over a content hash column: false if the probe of these bytes found no moving picture. Such a file does
 * not count as a video.
 */
export const canHavePictureSql = (contentHash: Prisma.Sql): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM probe WHERE probe.content_hash = ${contentHash} AND probe.problem_code = 'NO_PICTURE')`

/**
 * SQL query that keeps the videos of `rowsSql` and groups alternate sources. `rowsSql` returns rows of one package,
 * each path once, with `path` and `content_hash`. Alternate sources are files in the same folder whose names differ
 * only in extension and letter case; one of them is encoded for all. Adds `encoded_as`, the path of the file that is
 * encoded in its place (null: the file itself is encoded), and `streamed_hash`, the content hash to encode.
 */
export const withAlternateSourcesSql = (rowsSql: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT file.*, nullif(first_value(path) OVER alternates, path) AS encoded_as, first_value(content_hash) OVER alternates AS streamed_hash
  FROM (${rowsSql}) AS file WHERE ${canHavePictureSql(Prisma.sql`file.content_hash`)}
  WINDOW alternates AS (
    PARTITION BY lower(regexp_replace(path, '\\.[^./]*$', ''))
    ORDER BY array_position(${videoExtensions}::text[], lower(substring(path FROM '[^.]*$'))), path)`

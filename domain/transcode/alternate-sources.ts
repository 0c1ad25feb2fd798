import { Prisma } from '../database.ts'
import { videoExtensions } from '../files/video-files.ts'

/** SQL, of a column that holds a content hash: true unless a look at these bytes found no moving picture, which makes a file no video. */
export const canHavePictureSql = (contentHash: Prisma.Sql): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM probe WHERE probe.content_hash = ${contentHash} AND probe.problem_code = 'NO_PICTURE')`

/**
 * SQL: the videos among the rows of a query (of one package, each path once, with `path` and `content_hash`), and who streams each of them.
 * Twins lie in the same folder and have the same name but for the ending, whatever the letter case; one of them is encoded and serves all.
 * Adds `encoded_as`, the path of the twin that serves it (null: none, it is streamed itself), and `streamed_hash`, the bytes to be encoded.
 */
export const withAlternateSourcesSql = (rowsSql: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT file.*, nullif(first_value(path) OVER twins, path) AS encoded_as, first_value(content_hash) OVER twins AS streamed_hash
  FROM (${rowsSql}) AS file WHERE ${canHavePictureSql(Prisma.sql`file.content_hash`)}
  WINDOW twins AS (
    PARTITION BY lower(regexp_replace(path, '\\.[^./]*$', ''))
    ORDER BY array_position(${videoExtensions}::text[], lower(substring(path FROM '[^.]*$'))), path)`

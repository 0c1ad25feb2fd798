import { Prisma } from '../database.ts'

/**
 * SQL predicate over a content hash column: false if the probe of these bytes found no moving picture. Such a file does
 * not count as a video.
 */
export const canHavePictureSql = (contentHash: Prisma.Sql): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM probe WHERE probe.content_hash = ${contentHash} AND probe.problem_code IN ('NO_PICTURE', 'SOUND_TRUNCATED'))`

import { Prisma } from '../database.ts'

/**
 * SQL query for the encoding of a content hash that drafts and publications use: a READY one, in the current profile if
 * there is one, else one in progress, else the current profile's. So a new profile is used only for content that was not
 * encoded before, and costs nothing until then. Returns at most one row of `encoding`.
 */
export const encodingInUseSql = (contentHash: Prisma.Sql, profile: string): Prisma.Sql => Prisma.sql`
  SELECT candidate.* FROM encoding AS candidate
  WHERE candidate.content_hash = ${contentHash} AND candidate.removed_at IS NULL
    AND (candidate.profile = ${profile} OR candidate.status NOT IN ('FAILED', 'CANCELED'))
  ORDER BY candidate.status = 'READY' DESC, candidate.profile = ${profile} DESC, candidate.created_at DESC LIMIT 1`

import { z } from 'zod'
import { Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { type ContentVersion, filesOfVersionSql } from './content-version.ts'

const hashRow = z.object({ hash: z.string() })

/** Returns a hash of the author's files of a content version: their paths and contents. Equal hashes mean equal files. */
export async function filesHash(tx: Tx, contentVersion: ContentVersion): Promise<string> {
  const sql = Prisma.sql`
    SELECT files_hash(array_agg(path), array_agg(content_hash)) AS hash ${filesOfVersionSql(contentVersion)} AND NOT generated`
  const [row] = await rows(tx, hashRow, sql)
  return row!.hash
}

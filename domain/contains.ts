import { Prisma } from './database.ts'

const escapeWildcards = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/**
 * Returns a Prisma filter for the paths in a folder and below, or for those in no folder if it is ''. Escapes the wildcards
 * of LIKE, because Prisma passes them through.
 */
export const inFolder = (folder: string) =>
  folder === '' ? { not: { contains: '/' } } : { startsWith: `${escapeWildcards(folder)}/` }

/** Whether one of these texts contains `text`, in any letter case. */
export function containsSql(text: string, ...textsSql: Prisma.Sql[]): Prisma.Sql {
  const pattern = `%${escapeWildcards(text)}%`
  return Prisma.sql`(${Prisma.join(
    textsSql.map(textSql => Prisma.sql`${textSql} ILIKE ${pattern}`),
    ' OR ',
  )})`
}

/**
 * Returns a Prisma filter for values that contain `text`, in any letter case. Escapes the wildcards of LIKE, because
 * Prisma passes them through.
 */
export const contains = (text: string) => ({
  contains: escapeWildcards(text),
  mode: 'insensitive' as const,
})

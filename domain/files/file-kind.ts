import { Prisma } from '../database.ts'

/** What a file is for people, by its media type. PICTURE includes SVG. OTHER: fonts, documents, archives, and the like. */
export type FileKind = 'PAGE' | 'PICTURE' | 'VIDEO' | 'SOUND' | 'TEXT' | 'OTHER'

/** The patterns of media types, for Postgres and JavaScript. The first that matches counts. */
const patterns = {
  PAGE: '^(text/html|application/xhtml[+]xml)',
  PICTURE: '^image/',
  VIDEO: '^video/',
  SOUND: '^audio/',
  TEXT: '^(text/|application/(javascript|x-javascript|json|xml|x-subrip)|[^;]*[+](xml|json))',
} as const

const kinds = Object.keys(patterns) as (keyof typeof patterns)[]
const regExps = kinds.map(kind => ({ kind, regExp: new RegExp(patterns[kind]) }))

/** All kinds, in the order in which screens list them. */
export const fileKinds: FileKind[] = [...kinds, 'OTHER']

/** Returns the kind of a file from its media type. */
export const fileKindOf = (mediaType: string): FileKind =>
  regExps.find(({ regExp }) => regExp.test(mediaType))?.kind ?? 'OTHER'

/** SQL: the kind of a file, from an SQL expression for its media type. */
export const fileKindSql = (mediaTypeSql: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`CASE ${Prisma.join(
    kinds.map(kind => Prisma.sql`WHEN ${mediaTypeSql} ~ ${patterns[kind]} THEN ${kind}`),
    ' ',
  )} ELSE 'OTHER' END`

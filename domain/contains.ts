/** A filter for a text with this somewhere in it, in any letter case. Prisma hands the wildcards of LIKE through, so they are escaped. */
export const contains = (text: string) => ({
  contains: text.replace(/[\\%_]/g, '\\$&'),
  mode: 'insensitive' as const,
})

/**
 * Returns a Prisma filter for values that contain `text`, in any letter case. Escapes the wildcards of LIKE, because
 * Prisma passes them through.
 */
export const contains = (text: string) => ({
  contains: text.replace(/[\\%_]/g, '\\$&'),
  mode: 'insensitive' as const,
})

/** The extensions that are sent as pages, by the kind of text that browsers read them as. */
export const pageExtensions = { html: ['html', 'htm', 'shtml'], xhtml: ['xhtml', 'xht'] } as const

const patternOf = (extensions: readonly string[]) => String.raw`\.(${extensions.join('|')})$`

/** The patterns of page names, by kind, for Postgres and JavaScript. Match them without regard to letter case. */
export const pagePatterns = { html: patternOf(pageExtensions.html), xhtml: patternOf(pageExtensions.xhtml) }

/** The pattern of all page names. */
export const pagePattern: string = patternOf(Object.values(pageExtensions).flat())
const pageRegExp = new RegExp(pagePattern, 'i')

/** A Prisma filter for files that are pages. */
export const pageFilter = {
  OR: Object.values(pageExtensions)
    .flat()
    .map(extension => ({ path: { endsWith: `.${extension}`, mode: 'insensitive' as const } })),
}

/** Checks by its extension whether a file is a page. */
export const isPage = (path: string): boolean => pageRegExp.test(path)

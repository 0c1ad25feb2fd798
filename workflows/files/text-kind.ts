/** How a text is read, by the ending of its name. */
export type TextKind = 'html' | 'xhtml' | 'svg' | 'css' | 'vtt' | 'srt'

const kindByExtension = new Map<string, TextKind>([
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'xhtml'],
  ['svg', 'svg'],
  ['css', 'css'],
  ['vtt', 'vtt'],
  ['srt', 'srt'],
])

/** The file names of texts that are looked into, as a pattern for Postgres and JavaScript alike; letter case does not matter. */
export const analyzedTextPattern = `\\.(${[...kindByExtension.keys()].join('|')})$`

/** Of the rules by which texts are looked into. A new one makes texts due without a change in Dropbox. */
export const analysisVersion = 2

/** What of a text is looked into, in bytes: its beginning. That takes up to a second, in which the process does nothing else. */
export const maxAnalyzedBytes = 5 * 1024 ** 2

/** How a file is looked into; null: it is not. */
export const textKindOf = (path: string): TextKind | null =>
  kindByExtension.get(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '') ?? null

/** Is this a text that is looked into? */
export const isAnalyzedText = (path: string): boolean => textKindOf(path) !== null

/** The kind of a text, by its file extension. */
export type TextKind = 'html' | 'xhtml' | 'svg' | 'css' | 'vtt' | 'srt'

/** The kinds of texts by extension, in lower case. */
export const kindByExtension: ReadonlyMap<string, TextKind> = new Map<string, TextKind>([
  ['html', 'html'],
  ['htm', 'html'],
  ['xhtml', 'xhtml'],
  ['svg', 'svg'],
  ['css', 'css'],
  ['vtt', 'vtt'],
  ['srt', 'srt'],
])

/** The version of the analysis rules. A new version makes texts due without a change in Dropbox. */
export const analysisVersion = 2

/** How much of a text is analyzed, in bytes from its beginning. This blocks the process for up to one second. */
export const maxAnalyzedBytes = 5 * 1024 ** 2

/** Returns the kind of a text file. Null for files that are not analyzed. */
export const textKindOf = (path: string): TextKind | null =>
  kindByExtension.get(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '') ?? null

/** Returns whether a file is a text that Lectern analyzes. */
export const isAnalyzedText = (path: string): boolean => textKindOf(path) !== null

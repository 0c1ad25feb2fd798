import { pageExtensions } from '@lectern/domain/files/page-names'
import { launchManifestPattern } from '@lectern/domain/files/root-page'
import { serverPageExtensions } from './server-page.ts'

/**
 * The kind of a text, by its file extension. `manifest`: a launch manifest of a learning platform, by its name.
 * `server`: a page that a web server runs. `script`: a file that pages may use as a script, also if it is only data.
 */
export type TextKind = 'html' | 'xhtml' | 'svg' | 'css' | 'manifest' | 'server' | 'script' | CaptionFormat

/** The formats of captions. Files with other extensions may have the same format. */
const captionFormats = ['vtt', 'srt', 'sbv', 'sub', 'ass', 'lrc', 'scc', 'ttml'] as const

/** The format of captions, by their file extension. */
export type CaptionFormat = (typeof captionFormats)[number]

/** Returns whether a kind of text is captions. */
export const isCaptionFormat = (kind: TextKind | null): kind is CaptionFormat =>
  (captionFormats as readonly (TextKind | null)[]).includes(kind)

/** The extensions of scripts, and those under which browsers and authors save scripts. */
const scriptExtensions = 'js mjs cjs es es6 jsm jsx download txt inc'.split(' ')

/** The kinds of texts by extension, in lower case. */
export const kindByExtension: ReadonlyMap<string, TextKind> = new Map<string, TextKind>([
  ...pageExtensions.html.map(extension => [extension, 'html'] as const),
  ...pageExtensions.xhtml.map(extension => [extension, 'xhtml'] as const),
  ...serverPageExtensions.map(extension => [extension, 'server'] as const),
  ['svg', 'svg'],
  ['css', 'css'],
  ...captionFormats.map(format => [format, format] as const),
  ['ssa', 'ass'],
  ['dfxp', 'ttml'],
  ...scriptExtensions.map(extension => [extension, 'script'] as const),
])

/** The version of the analysis rules. A new version makes texts due without a change in Dropbox. */
export const analysisVersion = 6

/** How much of a text is analyzed, in bytes from its beginning. That takes up to a second of a thread. */
export const maxAnalyzedBytes = 5 * 1024 ** 2

/** Returns the kind of a text file. Null for files that are not analyzed. */
export const textKindOf = (path: string): TextKind | null =>
  isLaunchManifest(path)
    ? 'manifest'
    : (kindByExtension.get(/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '') ?? null)

const launchManifestRegExp = new RegExp(launchManifestPattern, 'i')
const isLaunchManifest = (path: string) => launchManifestRegExp.test(path)

/** Returns whether a file is a text that Lectern analyzes. */
export const isAnalyzedText = (path: string): boolean => textKindOf(path) !== null

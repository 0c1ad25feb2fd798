import { isPage } from '@lectern/domain/files/page-names'
import { pathKey } from '@lectern/domain/files/path-key'
import { findRootPage } from '@lectern/domain/files/root-page'
import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import type { TextKind } from '../../files/text-kind.ts'
import { filesWithUnsupportedFormat, type UnsupportedFormat } from '../../files/unsupported-formats.ts'
import { createUrlParser, type ParsedUrl } from './address.ts'
import { resolveFragments } from './fragments.ts'
import { type Base, type Link, LinkedFiles, resolveLinks, type TextFile } from './links.ts'
import { createTargetFinder } from './target.ts'
import { classifyVideos, type VideoKinds } from './video-kinds.ts'

/** The analysis of a text file as one kind of text. */
export type AnalyzedText = { path: string; kind: TextKind; references: Reference[]; facts: TextFacts }

/**
 * A package as the rules see it. Every link is resolved once. Omits links to other sites and to existing files that no
 * rule checks. These are nearly all links.
 */
export type PreparedPackage = Omit<ExaminedPackage, 'videos'> &
  VideoKinds & {
    texts: TextFile[]
    links: Link[]
    rootPage: string | null
    /** The files in formats that not all browsers show, by path. */
    formats: ReadonlyMap<string, UnsupportedFormat>
  } & Pick<LinkedFiles, 'visitedPages' | 'uses'>

/**
 * Prepares a package for the rules. `addText` adds a text of the package and returns how many of its links are kept.
 * Nothing else of its references stays in memory. `finish` returns the package when all texts were added.
 */
export function preparePackage(examined: ExaminedPackage): {
  addText(text: AnalyzedText): number
  finish(): PreparedPackage
} {
  const { files } = examined
  const formats = filesWithUnsupportedFormat(examined.mediaTypes)
  const findTarget = createTargetFinder(files, examined.ignored, formats)
  const hasFolder = createFolderCheck(files)
  const linkedFiles = new LinkedFiles()
  const texts: TextFile[] = []
  return {
    addText({ path, kind, references, facts }) {
      const parseUrl = createUrlParser(path, facts.base)
      const resolve = (url: string) => findTarget(parseUrl(url))
      for (const url of facts.scriptUrls ?? []) linkedFiles.addUse(resolve(url), 'script')
      const base = findFaultyBase(facts, () => parseUrl('./'), hasFolder)
      const links = resolveLinks(references, { page: path, kind, base, resolve, files, formats, linkedFiles })
      texts.push({ path, kind, facts, links, resolve })
      return links.length + (facts.animations?.length ?? 0)
    },
    finish() {
      const rootPage = rootPageOf(examined, texts)
      const resolved = resolveFragments(texts, { files, formats, rootPage, linkedFiles })
      const { visitedPages, uses } = linkedFiles
      return {
        ...{
          ...examined,
          texts: resolved,
          links: resolved.flatMap(text => text.links),
          rootPage,
          visitedPages,
          uses,
          formats,
        },
        ...classifyVideos(examined, resolved),
      }
    },
  }
}

/** Returns the page that the package opens with, as `rootPageOfRevision` will find it in the draft. */
function rootPageOf({ files, chosenRootPage }: ExaminedPackage, texts: TextFile[]): string | null {
  const analyzed = new Map(texts.map(text => [text.path, text]))
  const pages = [...files.keys()]
    .filter(isPage)
    .map(path => ({ path, isDocument: analyzed.get(path)?.facts.isDocument ?? !analyzed.has(path) }))
  const manifests = texts.flatMap(({ path, kind, facts }) =>
    kind === 'manifest' ? [{ path, launchUrl: facts.launchUrl ?? null }] : [],
  )
  return findRootPage({ pages, manifests, chosenPage: chosenRootPage }).page
}

/** Returns the `<base>` of a page if it leads to no folder of the package and to no other site over https. Else null. */
function findFaultyBase(
  { base, baseLine }: TextFacts,
  parseFolder: () => ParsedUrl,
  hasFolder: (path: string) => boolean,
): Base | null {
  if (base === undefined) return null
  const folder = parseFolder()
  const isFine = folder.kind === 'inside' ? hasFolder(folder.path) : folder.kind === 'web'
  return isFine ? null : { url: base, line: baseLine ?? 1 }
}

/** Returns a function that checks whether the package has a folder with this path, in any letter case. */
function createFolderCheck(files: ReadonlyMap<string, unknown>): (path: string) => boolean {
  let folders: Set<string> | undefined
  const readFolders = () =>
    new Set(
      [...files.keys()].flatMap(path => {
        const key = pathKey(path)
        return [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index + 1))
      }),
    )
  return path => {
    if (path === '') return true
    folders ??= readFolders()
    return folders.has(pathKey(path))
  }
}

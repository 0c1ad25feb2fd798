import { isPage } from '@lectern/domain/files/page-names'
import { pathKey } from '@lectern/domain/files/path-key'
import { findRootPage } from '@lectern/domain/files/root-page'
import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { FileUse, Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import type { TextKind } from '../../files/text-kind.ts'
import { createUrlParser, isRelative, type ParsedUrl } from './address.ts'
import { BrokenLinks } from './broken-links.ts'
import { isServerPage } from './server-page.ts'
import { createTargetFinder, type Target } from './target.ts'
import { classifyVideos, type VideoKinds } from './video-kinds.ts'

/** The analysis of a text file as one kind of text. */
export type AnalyzedText = { path: string; kind: TextKind; references: Reference[]; facts: TextFacts }

/** A text file of the package with its analysis. `resolve` returns the target of any other URL in it. */
export type TextFile = { path: string; kind: TextKind; facts: TextFacts; links: Link[]; resolve(url: string): Target }

/**
 * A reference and its target. `isMissingVideo`: it is a source of a `<video>` without a file, in the package or on the
 * author's disk. `alternative`: the file that browsers play instead if this source of a video or sound is missing; null
 * if there is none. `base`: the page's `<base>` with its line, if it alone makes the link lead nowhere, else null. `more`:
 * how many links like this one follow in the page that are only counted.
 */
export type Link = Reference & {
  page: string
  kind: TextKind
  target: Target
  isMissingVideo: boolean
  alternative: string | null
  base: Base | null
  more: number
}

type Base = { url: string; line: number }

/**
 * A package as the rules see it. Every link is resolved once. Omits links to other sites and to existing files that no
 * rule checks. These are nearly all links.
 */
export type PreparedPackage = Omit<ExaminedPackage, 'videos'> &
  VideoKinds & {
    texts: TextFile[]
    links: Link[]
    rootPage: string | null
    /** The pages that other pages lead to, by a link or in a frame. */
    visitedPages: ReadonlySet<string>
    /** The files that texts use as scripts or style sheets, by path. */
    uses: Map<string, { script: boolean; style: boolean }>
  }

/** Elements that lead to a page, or show one. */
const visitingTags = new Set(['a', 'area', 'meta', 'iframe', 'frame'])

/**
 * Prepares a package for the rules. `addText` adds a text of the package and returns how many of its links are kept.
 * Nothing else of its references stays in memory. `finish` returns the package when all texts were added.
 */
export function preparePackage(examined: ExaminedPackage): {
  addText(text: AnalyzedText): number
  finish(): PreparedPackage
} {
  const { files } = examined
  const findTarget = createTargetFinder(files, examined.ignored)
  const hasFolder = createFolderCheck(files)
  const visitedPages = new Set<string>()
  const uses: PreparedPackage['uses'] = new Map()
  const recordUse = (target: Target, use: FileUse) => {
    if (target.kind !== 'found') return
    uses.set(target.path, { ...(uses.get(target.path) ?? { script: false, style: false }), [use]: true })
  }
  const texts: TextFile[] = []
  return {
    addText({ path, kind, references, facts }) {
      const parseUrl = createUrlParser(path, facts.base)
      const resolve = (url: string) => findTarget(parseUrl(url))
      for (const url of facts.scriptUrls ?? []) recordUse(resolve(url), 'script')
      const base = findFaultyBase(facts, () => parseUrl('./'), hasFolder)
      const linkedText = { page: path, kind, base, resolve, files, visitedPages, recordUse }
      const links = resolveLinks(references, linkedText)
      texts.push({ path, kind, facts, links, resolve })
      return links.length + (facts.animations?.length ?? 0)
    },
    finish() {
      const links = texts.flatMap(text => text.links)
      return {
        ...{ ...examined, texts, links, visitedPages, uses },
        rootPage: rootPageOf(examined, texts),
        ...classifyVideos(examined, texts),
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

type LinkedText = Pick<TextFile, 'kind' | 'resolve'> &
  Pick<Link, 'page' | 'base'> & {
    files: ExaminedPackage['files']
    /** Receives the pages that the links lead to. */
    visitedPages: Set<string>
    recordUse: (target: Target, use: FileUse) => void
  }

function resolveLinks(
  references: Reference[],
  { page, kind, base, resolve, files, visitedPages, recordUse }: LinkedText,
): Link[] {
  const links: Link[] = []
  const brokenLinks = new BrokenLinks()
  const playable = new Map<string, string>()
  const elsewhere = new Set<string>()
  for (const reference of references) {
    const { url, tag, video, use } = reference
    const target = resolve(url)
    if (use) recordUse(target, use)
    const player = playerOf(reference)
    const path = target.kind === 'found' ? target.path : target.kind === 'misspelled' ? target.actualPath : null
    if (visitingTags.has(tag) && path !== null && path !== page) visitedPages.add(path)
    if (player !== null && path !== null && !playable.has(player)) playable.set(player, path)
    if (player !== null && ['disk', 'outside', 'ignored'].includes(target.kind)) elsewhere.add(player)
    const isIrrelevant =
      target.kind === 'web' ||
      (target.kind === 'found' &&
        !target.isMedia &&
        !target.spelling &&
        tag !== 'track' &&
        tag !== 'form' &&
        !isSpecial(target.path, files))
    if (isIrrelevant && video === undefined) continue
    if (player === null && brokenLinks.countOnly(target, reference)) continue
    const isBaseAtFault = base !== null && !['found', 'misspelled', 'ignored'].includes(target.kind) && isRelative(url)
    const link: Link = {
      ...{ ...reference, page, kind, target, isMissingVideo: false, alternative: null, more: 0 },
      base: isBaseAtFault ? base : null,
    }
    links.push(link)
    brokenLinks.add(link)
  }
  for (const link of links) {
    const player = playerOf(link)
    if (player === null) continue
    link.alternative = playable.get(player) ?? null
    link.isMissingVideo = link.video !== undefined && link.alternative === null && !elsewhere.has(player)
  }
  return links
}

/** Returns a key for the `<video>` or `<audio>` that a reference is a source of. Null for other references. */
const playerOf = ({ video, audio }: Reference) =>
  video !== undefined ? `video ${video}` : audio !== undefined ? `audio ${audio}` : null

/** Returns whether rules check the links to a file although it is there: it is empty, or it needs a server. */
const isSpecial = (path: string, files: ExaminedPackage['files']) => files.get(path) === 0 || isServerPage(path)

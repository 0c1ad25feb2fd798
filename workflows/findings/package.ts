import { findRootPage, isPage } from '@lectern/domain/files/root-page'
import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import { type TextKind, textKindOf } from '../files/text-kind.ts'
import { createUrlParser } from './address.ts'
import { createTargetFinder, type Target } from './target.ts'

/** A text file of the package with its analysis. `resolve` returns the target of any other URL in it. */
export type TextFile = { path: string; kind: TextKind; facts: TextFacts; links: Link[]; resolve(url: string): Target }

/** A reference and its target. `isMissingVideo`: it is a source of a `<video>` that has no file in the package. */
export type Link = Reference & { page: string; kind: TextKind; target: Target; isMissingVideo: boolean }

/**
 * A package as the rules see it. Every link is resolved once. Omits links to other sites and to existing files that no
 * rule checks. These are nearly all links.
 */
export type PreparedPackage = Omit<ExaminedPackage, 'texts'> & {
  texts: TextFile[]
  links: Link[]
  rootPage: string | null
  /** The pages that other pages lead to, by a link or in a frame. */
  visitedPages: ReadonlySet<string>
}

/** Elements that lead to a page, or show one. */
const visitingTags = new Set(['a', 'area', 'meta', 'iframe', 'frame'])

/** Prepares a package for the rules. */
export function preparePackage(examined: ExaminedPackage): PreparedPackage {
  const findTarget = createTargetFinder(examined.files)
  const visitedPages = new Set<string>()
  const texts = examined.texts.flatMap(({ path, references, facts }): TextFile[] => {
    const kind = textKindOf(path)
    const textFacts = kind && facts[kind]
    if (!textFacts) return []
    const parseUrl = createUrlParser(path, textFacts.base)
    const resolve = (url: string) => findTarget(parseUrl(url))
    const links = resolveLinks(path, kind, references[kind] ?? [], resolve, visitedPages)
    return [{ path, kind, facts: textFacts, links, resolve }]
  })
  return {
    ...{ ...examined, texts, links: texts.flatMap(text => text.links), visitedPages },
    rootPage: rootPageOf(examined, texts),
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

/** Returns the links that a rule may need. Adds the pages that the links lead to to `visitedPages`. */
function resolveLinks(
  page: string,
  kind: TextKind,
  references: Reference[],
  resolve: (url: string) => Target,
  visitedPages: Set<string>,
): Link[] {
  const links: Link[] = []
  const videosWithFile = new Set<number | undefined>()
  for (const { url, line, tag, video } of references) {
    const target = resolve(url)
    const path = target.kind === 'found' ? target.path : target.kind === 'misspelled' ? target.actualPath : page
    if (visitingTags.has(tag) && path !== page) visitedPages.add(path)
    if (target.kind === 'found' || target.kind === 'misspelled') videosWithFile.add(video)
    const isIrrelevant = target.kind === 'web' || (target.kind === 'found' && !target.isMedia && tag !== 'track')
    if (!isIrrelevant || video !== undefined)
      links.push({ url, line, tag, video, page, kind, target, isMissingVideo: false })
  }
  for (const link of links) if (link.video !== undefined) link.isMissingVideo = !videosWithFile.has(link.video)
  return links
}

import { rootPage } from '@lectern/domain/files/root-page'
import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import type { Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import { type TextKind, textKindOf } from '../files/text-kind.ts'
import { createUrlParser } from './address.ts'
import { createTargetFinder, type Target } from './target.ts'
import { classifyVideos, type VideoKinds } from './video-kinds.ts'

/** A text file of the package with its analysis. `resolve` returns the target of any other URL in it. */
export type TextFile = { path: string; kind: TextKind; facts: TextFacts; links: Link[]; resolve(url: string): Target }

/** A reference and its target. `isMissingVideo`: it is a source of a `<video>` that has no file in the package. */
export type Link = Reference & { page: string; kind: TextKind; target: Target; isMissingVideo: boolean }

/**
 * A package as the rules see it. Every link is resolved once. Omits links to other sites and to existing files that no
 * rule checks. These are nearly all links.
 */
export type PreparedPackage = Omit<ExaminedPackage, 'texts' | 'videos'> &
  VideoKinds & {
    texts: TextFile[]
    links: Link[]
    rootPage: string | null
  }

/** Prepares a package for the rules. */
export function preparePackage(examined: ExaminedPackage): PreparedPackage {
  const findTarget = createTargetFinder(examined.files)
  const texts = examined.texts.flatMap(({ path, references, facts }): TextFile[] => {
    const kind = textKindOf(path)
    const textFacts = kind && facts[kind]
    if (!textFacts) return []
    const parseUrl = createUrlParser(path, textFacts.base)
    const resolve = (url: string) => findTarget(parseUrl(url))
    return [{ path, kind, facts: textFacts, links: resolveLinks(path, kind, references[kind] ?? [], resolve), resolve }]
  })
  const links = texts.flatMap(text => text.links)
  return {
    ...{ ...examined, texts, links },
    rootPage: rootPage(examined.files.keys(), examined.chosenRootPage),
    ...classifyVideos(examined, links),
  }
}

function resolveLinks(page: string, kind: TextKind, references: Reference[], resolve: (url: string) => Target): Link[] {
  const links: Link[] = []
  const videosWithFile = new Set<number | undefined>()
  for (const { url, line, tag, video } of references) {
    const target = resolve(url)
    if (target.kind === 'found' || target.kind === 'misspelled') videosWithFile.add(video)
    const isIrrelevant = target.kind === 'web' || (target.kind === 'found' && !target.isMedia && tag !== 'track')
    if (!isIrrelevant || video !== undefined)
      links.push({ url, line, tag, video, page, kind, target, isMissingVideo: false })
  }
  for (const link of links) if (link.video !== undefined) link.isMissingVideo = !videosWithFile.has(link.video)
  return links
}

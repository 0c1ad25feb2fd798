import type { Reference, TextFacts } from '@lectern/schema/changes/looks'
import type { ExaminedPackage } from '@lectern/schema/reads/examined'
import { rootPage } from '@lectern/schema/reads/root-page'
import { kindOf, type TextKind } from '../looked-at.ts'
import { addressReader } from './address.ts'
import { fileFinder, type Target } from './target.ts'

/** A text of the package, with what a look at it found. `locate` says where another address of it leads. */
export type Text = { path: string; kind: TextKind; facts: TextFacts; links: Link[]; locate(url: string): Target }

/** A reference, and where it leads. `isLost`: it is a source of a `<video>` that has none in the package. */
export type Link = Reference & { page: string; kind: TextKind; to: Target; isLost: boolean }

/**
 * A package as the rules see it: every link is resolved once. Links to other sites and to files that are there are left out where no rule has
 * anything to say of them, which are nearly all.
 */
export type Package = Omit<ExaminedPackage, 'texts'> & { texts: Text[]; links: Link[]; root: string | null }

/** Makes a package ready for the rules. */
export function prepare(examined: ExaminedPackage): Package {
  const find = fileFinder(examined.files)
  const texts = examined.texts.flatMap(({ path, references, facts }): Text[] => {
    const kind = kindOf(path)
    const own = kind && facts[kind]
    if (!own) return []
    const read = addressReader(path, own.base)
    const locate = (url: string) => find(read(url))
    return [{ path, kind, facts: own, links: linksOf(path, kind, references[kind] ?? [], locate), locate }]
  })
  return {
    ...{ ...examined, texts, links: texts.flatMap(text => text.links) },
    root: rootPage(examined.files.keys(), examined.chosenRoot),
  }
}

function linksOf(page: string, kind: TextKind, references: Reference[], locate: (url: string) => Target): Link[] {
  const links: Link[] = []
  const found = new Set<number | undefined>()
  for (const { url, line, tag, video } of references) {
    const to = locate(url)
    if (to.is === 'there' || to.is === 'misspelt') found.add(video)
    const isPlain = to.is === 'web' || (to.is === 'there' && !to.isMedia && tag !== 'track')
    if (!isPlain || video !== undefined) links.push({ url, line, tag, video, page, kind, to, isLost: false })
  }
  for (const link of links) if (link.video !== undefined) link.isLost = !found.has(link.video)
  return links
}

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

/** A package as the rules see it: every link is resolved once. `astray`: the links that lead neither to a file of it nor to another site. */
export type Package = Omit<ExaminedPackage, 'texts'> & {
  texts: Text[]
  links: Link[]
  astray: Link[]
  root: string | null
}

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
  const links = texts.flatMap(text => text.links)
  return {
    ...{ ...examined, texts, links },
    astray: links.filter(({ to }) => to.is !== 'there' && to.is !== 'web'),
    root: rootPage(examined.files.keys(), examined.chosenRoot),
  }
}

function linksOf(page: string, kind: TextKind, references: Reference[], locate: (url: string) => Target): Link[] {
  const links = references.map(({ url, line, tag, video }): Link => {
    const to = locate(url)
    return { url, line, tag, video, page, kind, to, isLost: false }
  })
  if (links.every(link => link.video === undefined)) return links
  const found = new Set(links.filter(({ to }) => to.is === 'there' || to.is === 'misspelt').map(link => link.video))
  for (const link of links) if (link.video !== undefined) link.isLost = !found.has(link.video)
  return links
}

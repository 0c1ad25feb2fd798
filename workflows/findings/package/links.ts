import type { FileUse, Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import { keepsType, mediaTypeOf } from '../../files/media-type.ts'
import { isServerPage } from '../../files/server-page.ts'
import type { TextKind } from '../../files/text-kind.ts'
import { isRelative } from './address.ts'
import { BrokenLinks } from './broken-links.ts'
import { PlayerSources, playerOf } from './sources.ts'
import type { Target } from './target.ts'

/**
 * A reference and its target. `isMissingVideo`: it is a source of a `<video>` without a file, in the package or on the
 * author's disk. `alternative`: the file or the address that browsers play instead if this source of a video or sound is
 * missing; null if there is none. `base`: the page's `<base>` with its line, if it alone makes the link lead nowhere,
 * else null. `more`: how many links like this one follow in the page that are only counted.
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

/** The `<base>` of a page. */
export type Base = { url: string; line: number }

/** A text file of the package with its analysis. `resolve` returns the target of any other URL in it. */
export type TextFile = { path: string; kind: TextKind; facts: TextFacts; links: Link[]; resolve(url: string): Target }

/** Elements that lead to a page, or show one. */
const visitingTags = new Set(['a', 'area', 'meta', 'iframe', 'frame'])

/** What the links of all texts lead to. */
export class LinkedFiles {
  /** The pages that other pages lead to, by a link or in a frame. */
  readonly visitedPages = new Set<string>()
  /** The files that texts use as scripts or style sheets, by path. */
  readonly uses = new Map<string, { script: boolean; style: boolean }>()

  /** Records a link of a page. */
  add(page: string, { tag, use }: Reference, target: Target): void {
    if (use) this.addUse(target, use)
    const path = target.kind === 'found' ? target.path : target.kind === 'misspelled' ? target.actualPath : null
    if (visitingTags.has(tag) && path !== null && path !== page) this.visitedPages.add(path)
  }

  /** Records how browsers read a file. */
  addUse(target: Target, use: FileUse): void {
    if (target.kind !== 'found') return
    this.uses.set(target.path, { ...(this.uses.get(target.path) ?? { script: false, style: false }), [use]: true })
  }
}

/** The text that links are in. `files`: the sizes of the package's files, by path. `formats`: those that not all browsers show. */
type LinkedText = Pick<Link, 'page' | 'kind' | 'base'> & {
  resolve(url: string): Target
  files: ReadonlyMap<string, number>
  formats: ReadonlyMap<string, unknown>
  linkedFiles: LinkedFiles
}

/** Resolves the references of a text. Omits links that no rule checks. */
export function resolveLinks(references: Reference[], text: LinkedText): Link[] {
  const { page, kind, base, resolve, files, formats, linkedFiles } = text
  const links: Link[] = []
  const brokenLinks = new BrokenLinks()
  const sources = new PlayerSources(files, formats)
  for (const reference of references) {
    const target = resolve(reference.url)
    linkedFiles.add(page, reference, target)
    sources.add(reference, target)
    if (!isChecked(reference, target, files)) continue
    if (playerOf(reference) === null && brokenLinks.countOnly(target, reference)) continue
    const isBaseAtFault =
      base !== null && !['found', 'misspelled', 'ignored'].includes(target.kind) && isRelative(reference.url)
    const link: Link = {
      ...{ ...reference, page, kind, target, isMissingVideo: false, alternative: null, more: 0 },
      base: isBaseAtFault ? base : null,
    }
    links.push(link)
    brokenLinks.add(link)
  }
  for (const link of links) sources.judge(link)
  return links
}

/** Returns whether a rule checks a link: it is broken, a video, or a file that is not fine although it is there. */
export function isChecked({ tag, video, use }: Reference, target: Target, files: ReadonlyMap<string, number>): boolean {
  if (video !== undefined) return true
  if (target.kind === 'web') return false
  if (target.kind !== 'found') return true
  const { path, isMedia, spelling } = target
  return (
    isMedia ||
    spelling !== undefined ||
    tag === 'track' ||
    tag === 'form' ||
    (use !== undefined && keepsType(mediaTypeOf(path, null).mediaType)) ||
    files.get(path) === 0 ||
    isServerPage(path)
  )
}

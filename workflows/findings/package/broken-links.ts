import type { Reference } from '@lectern/domain/findings/text-analyses'
import type { Target } from './target.ts'

/** A link that is kept. `more`: how many links like it follow that are only counted. */
type KeptLink = Reference & { target: Target; more: number }

/** The number of links of one kind that are kept of a page. */
const maxLinks = 1_000
/** With more targets than this, the links are one cause of their page anyway. */
const maxTargets = 50

/**
 * Limits the broken links of one page, to bound the memory. Of one element and kind of target, the first 1,000 links are
 * kept. All others are only counted, unless all these links have at most 50 different targets.
 */
export class BrokenLinks {
  #kinds = new Map<string, { last: KeptLink; count: number; urls: Set<string> }>()

  /** Remembers a link that is kept. */
  add(link: KeptLink): void {
    if (link.target.kind === 'found' || link.target.kind === 'misspelled') return
    const key = keyOf(link.target, link)
    const kind = this.#kinds.get(key) ?? { last: link, count: 0, urls: new Set() }
    kind.last = link
    kind.count++
    if (kind.urls.size <= maxTargets) kind.urls.add(link.url)
    this.#kinds.set(key, kind)
  }

  /** Counts a link with the last one of its kind, if enough of them are kept. Returns false if it must be kept. */
  countOnly(target: Target, reference: Reference): boolean {
    const kind = this.#kinds.get(keyOf(target, reference))
    if (!kind || kind.count < maxLinks || kind.urls.size <= maxTargets) return false
    kind.last.more++
    return true
  }
}

const keyOf = ({ kind }: Target, { tag }: Reference) => `${kind} ${tag}`

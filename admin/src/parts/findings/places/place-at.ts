import type { PageArguments } from '../../cursor-pager.tsx'

/**
 * Returns the arguments for one place alone, of which there are `cursors` on the page: the one after the place before it, or
 * before the place after it. A page with one place is that place.
 */
export function placeAt(index: number, cursors: readonly string[], page: PageArguments): PageArguments {
  const none = { first: null, after: null, last: null, before: null }
  const [before, after] = [cursors[index - 1], cursors[index + 1]]
  if (before !== undefined) return { ...none, first: 1, after: before }
  if (after !== undefined) return { ...none, last: 1, before: after }
  return { ...page, first: page.first && 1, last: page.last && 1 }
}

import type { RootPagePackage } from './root-page.ts'

/** The choice that lets Lectern find the page. Other choices are paths. */
export const LECTERN_CHOOSES = ''

/**
 * What holds now: the path that an author chose, or `LECTERN_CHOOSES`. Null if there is something to answer: no rule
 * finds a page, or the chosen page no longer exists.
 */
export function currentChoice(pkg: RootPagePackage): string | null {
  const page = pkg.draft?.rootPage ?? null
  if (page === null || missingChoice(pkg) !== null) return null
  return pkg.rootPage === null ? LECTERN_CHOOSES : page
}

/** The choice that a dialog starts with: the current one, else the likeliest. */
export function initialChoice(pkg: RootPagePackage): string | null {
  const { rootPage = null, rootPageCandidates = [] } = pkg.draft ?? {}
  return currentChoice(pkg) ?? (rootPage === null ? (rootPageCandidates[0] ?? null) : LECTERN_CHOOSES)
}

/** The chosen page, if it is not in the draft. Letter case and the form of accents may differ. */
export function missingChoice({ rootPage, draft }: RootPagePackage): string | null {
  if (rootPage === null || (draft?.rootPage != null && pathKey(draft.rootPage) === pathKey(rootPage))) return null
  return rootPage
}

const pathKey = (path: string) => path.normalize('NFC').toLowerCase()

/**
 * The pages to show in a list: `paths` of the server with `first` before them, each once. Includes the chosen page, so
 * that a search does not hide what will be saved.
 */
export function pagesToShow(first: readonly string[], paths: readonly string[], choice: string | null): string[] {
  const shown = [...new Set([...first, ...paths])]
  return choice === null || choice === LECTERN_CHOOSES || shown.includes(choice) ? shown : [choice, ...shown]
}

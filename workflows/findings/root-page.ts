import { isIndex, rootPageCandidates } from '@lectern/domain/files/root-page'
import { isPage } from '../files/media-type.ts'
import type { PreparedPackage } from './package.ts'
import type { RuleFinding } from './rule.ts'

const packageLocation = { path: '', line: null }

/** Reports a package without a root page. Often the whole lesson is one folder too deep. */
export function missingRootPage({ files }: PreparedPackage): RuleFinding[] {
  if (rootPageCandidates(files.keys()).length > 0) return []
  const [deepIndex] = [...files.keys()].filter(path => isIndex(path.slice(path.lastIndexOf('/') + 1))).sort(byDepth)
  if (deepIndex === undefined)
    return [
      {
        ...packageLocation,
        message: 'The package has no start page.',
        remedy: 'Name the first page index.html and put it directly into the package folder.',
      },
    ]
  const folder = deepIndex.slice(0, deepIndex.lastIndexOf('/'))
  return [
    {
      ...packageLocation,
      message: `The package has no start page. The first page, "${deepIndex}", is in a subfolder.`,
      remedy: `Move everything in "${folder}" directly into the package folder, or use "${folder}" as the package folder.`,
    },
  ]
}

const byDepth = (a: string, b: string) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1)

/** Reports several pages of which none is named index, so that the root page is ambiguous. */
export function ambiguousRootPage({ files, rootPage }: PreparedPackage): RuleFinding[] {
  const candidates = rootPageCandidates(files.keys())
  if (rootPage !== null || candidates.length === 0) return []
  return [
    {
      ...packageLocation,
      message: `Each of these pages could be the start page: ${formatPaths(candidates)}.`,
      remedy: 'Name the first page index.html, or choose it in the package settings.',
    },
  ]
}

/** Reports more than one page named index. The server decides which one it shows. */
export function multipleIndexPages({ files, rootPage, chosenRootPage }: PreparedPackage): RuleFinding[] {
  const indexes = rootPageCandidates(files.keys()).filter(isIndex)
  if (indexes.length < 2 || rootPage === chosenRootPage) return []
  return [
    {
      ...packageLocation,
      message: `The package has ${indexes.length} start pages: ${formatPaths(indexes)}. Lectern opens "${rootPage}".`,
      remedy: 'Keep the one that you want, and delete or rename the others.',
    },
  ]
}

/** Reports a chosen root page that no longer exists. */
export function missingChosenPage({ files, chosenRootPage, rootPage }: PreparedPackage): RuleFinding[] {
  if (chosenRootPage === null || files.has(chosenRootPage)) return []
  return [
    {
      ...packageLocation,
      message: `The chosen start page "${chosenRootPage}" no longer exists.${rootPage === null ? '' : ` Lectern opens "${rootPage}" instead.`}`,
      remedy: 'Put the page back, or choose another one in the package settings.',
    },
  ]
}

/**
 * Reports fragments that are shown as pages of their own: the root page, and what other pages lead to. Scripts load all
 * other fragments into a page that has the player. Another rule reports pages that browsers cannot show at all.
 */
export const pagesWithoutPlayer = ({ texts, rootPage, visitedPages }: PreparedPackage): RuleFinding[] =>
  texts
    .filter(
      ({ path, facts }) =>
        isPage(path) &&
        !facts.isDocument &&
        (!facts.unreadable || facts.unreadable.reason === 'TANGLED') &&
        (path === rootPage || visitedPages.has(path)),
    )
    .map(({ path }) => ({
      ...{ path, line: null },
      message:
        'The file is only a piece of a page, without <html>, <head>, or <title>. Lectern cannot add the video player to it, and does not count its views.',
      remedy: 'Add a title at the beginning of the file, such as <title>My page</title>.',
    }))

function formatPaths(paths: string[]): string {
  const shown = paths.slice(0, 5).map(path => `"${path}"`)
  return paths.length > 5 ? `${shown.join(', ')} and ${paths.length - 5} more` : shown.join(', ')
}

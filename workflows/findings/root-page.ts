import { isIndex, rootPageCandidates } from '@lectern/domain/files/root-page'
import { isPage } from '../files/media-type.ts'
import type { PreparedPackage, TextFile } from './package.ts'
import type { RuleFinding } from './rule.ts'

const packageLocation = { path: '', line: null }

/** No page to begin with. Often the whole lesson lies one folder too deep. */
export function missingRootPage({ files }: PreparedPackage): RuleFinding[] {
  if (rootPageCandidates(files.keys()).length > 0) return []
  const [deepIndex] = [...files.keys()].filter(path => isIndex(path.slice(path.lastIndexOf('/') + 1))).sort(byDepth)
  if (deepIndex === undefined)
    return [
      {
        ...packageLocation,
        message: 'There is no page to begin with.',
        remedy: 'Call the first page index.html and put it directly into the folder of the package.',
      },
    ]
  const folder = deepIndex.slice(0, deepIndex.lastIndexOf('/'))
  return [
    {
      ...packageLocation,
      message: `There is no page to begin with: the first one, «${deepIndex}», lies in a folder of its own.`,
      remedy: `Move everything in «${folder}» directly into the folder of the package, or make «${folder}» the package.`,
    },
  ]
}

const byDepth = (a: string, b: string) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1)

/** Several pages, and none of them is called index: nobody can tell which is the first. */
export function ambiguousRootPage({ files, rootPage }: PreparedPackage): RuleFinding[] {
  const candidates = rootPageCandidates(files.keys())
  if (rootPage !== null || candidates.length === 0) return []
  return [
    {
      ...packageLocation,
      message: `Each of these pages could be the first: ${formatPaths(candidates)}.`,
      remedy: 'Call the page to begin with index.html, or choose it in the settings of the package.',
    },
  ]
}

/** More than one page called index: which one is shown depends on the server. */
export function multipleIndexPages({ files, rootPage, chosenRootPage }: PreparedPackage): RuleFinding[] {
  const indexes = rootPageCandidates(files.keys()).filter(isIndex)
  if (indexes.length < 2 || rootPage === chosenRootPage) return []
  return [
    {
      ...packageLocation,
      message: `There are ${indexes.length} pages to begin with: ${formatPaths(indexes)}. Lectern opens «${rootPage}».`,
      remedy: 'Keep the one that is meant, and delete or rename the others.',
    },
  ]
}

/** The page that somebody chose is not there any more. */
export function missingChosenPage({ files, chosenRootPage, rootPage }: PreparedPackage): RuleFinding[] {
  if (chosenRootPage === null || files.has(chosenRootPage)) return []
  return [
    {
      ...packageLocation,
      message: `«${chosenRootPage}» was chosen as the page to begin with, and is no longer there.${rootPage === null ? '' : ` «${rootPage}» is opened instead.`}`,
      remedy: 'Put the page back, or choose another one in the settings of the package.',
    },
  ]
}

/** A root page, or one with a video, that has no place for the player. What browsers cannot show at all is told by another rule. */
export const noInsertionPoint = ({ texts, rootPage }: PreparedPackage): RuleFinding[] =>
  texts
    .filter(text => needsPlayer(text, rootPage) && !text.facts.hasInsertionPoint && !text.facts.hasFrameset)
    .map(describeNoInsertionPoint)

const needsPlayer = ({ path, facts }: TextFile, rootPage: string | null) =>
  isPage(path) && (path === rootPage || facts.hasVideo) && (!facts.unreadable || facts.unreadable.reason === 'TANGLED')

const describeNoInsertionPoint = ({ path }: TextFile): RuleFinding => ({
  ...{ path, line: null },
  message: 'The page has neither <head> nor <body>, so that the video player finds no place in it.',
  remedy: 'Add a <head> to the page.',
})

/** Frames of frames: the player works in the pages that are shown in them, but not in this one. */
export const framesets = ({ texts }: PreparedPackage): RuleFinding[] =>
  texts
    .filter(({ facts }) => facts.hasFrameset)
    .map(({ path }) => ({
      ...{ path, line: null },
      message:
        'The page only divides the window into frames (<frameset>). Phones show such pages badly, and the player leaves this one alone.',
      remedy: 'Make one of the pages in the frames the first page, with links to the others.',
    }))

function formatPaths(paths: string[]): string {
  const shown = paths.slice(0, 5).map(path => `«${path}»`)
  return paths.length > 5 ? `${shown.join(', ')} and ${paths.length - 5} more` : shown.join(', ')
}

import { isIndex, rootCandidates } from '@lectern/schema/reads/root-page'
import { isPage } from '../media-type.ts'
import type { Package, Text } from './package.ts'
import type { Found } from './rule.ts'

const ofPackage = { path: '', line: null }

/** No page to begin with. Often the whole lesson lies one folder too deep. */
export function missingRoot({ files }: Package): Found[] {
  if (rootCandidates(files.keys()).length > 0) return []
  const [deep] = [...files.keys()].filter(path => isIndex(path.slice(path.lastIndexOf('/') + 1))).sort(byDepth)
  if (deep === undefined)
    return [
      {
        ...ofPackage,
        message: 'There is no page to begin with.',
        remedy: 'Call the first page index.html and put it directly into the folder of the package.',
      },
    ]
  const folder = deep.slice(0, deep.lastIndexOf('/'))
  return [
    {
      ...ofPackage,
      message: `There is no page to begin with: the first one, «${deep}», lies in a folder of its own.`,
      remedy: `Move everything in «${folder}» directly into the folder of the package, or make «${folder}» the package.`,
    },
  ]
}

const byDepth = (a: string, b: string) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1)

/** Several pages, and none of them is called index: nobody can tell which is the first. */
export function unclearRoot({ files, root }: Package): Found[] {
  const candidates = rootCandidates(files.keys())
  if (root !== null || candidates.length === 0) return []
  return [
    {
      ...ofPackage,
      message: `Each of these pages could be the first: ${listed(candidates)}.`,
      remedy: 'Call the page to begin with index.html, or choose it in the settings of the package.',
    },
  ]
}

/** More than one page called index: which one is shown depends on the server. */
export function severalIndexes({ files, root, chosenRoot }: Package): Found[] {
  const indexes = rootCandidates(files.keys()).filter(isIndex)
  if (indexes.length < 2 || root === chosenRoot) return []
  return [
    {
      ...ofPackage,
      message: `There are ${indexes.length} pages to begin with: ${listed(indexes)}. Lectern opens «${root}».`,
      remedy: 'Keep the one that is meant, and delete or rename the others.',
    },
  ]
}

/** The page that somebody chose is not there any more. */
export function goneRoot({ files, chosenRoot, root }: Package): Found[] {
  if (chosenRoot === null || files.has(chosenRoot)) return []
  return [
    {
      ...ofPackage,
      message: `«${chosenRoot}» was chosen as the page to begin with, and is no longer there.${root === null ? '' : ` «${root}» is opened instead.`}`,
      remedy: 'Put the page back, or choose another one in the settings of the package.',
    },
  ]
}

/** A root page, or one with a video, that has no place for the player. What browsers cannot show at all is told by another rule. */
export const noPlace = ({ texts, root }: Package): Found[] =>
  texts.filter(text => needsPlayer(text, root) && !text.facts.hasPlace && !text.facts.hasFrameset).map(tellNoPlace)

const needsPlayer = ({ path, facts }: Text, root: string | null) =>
  isPage(path) && (path === root || facts.hasVideo) && (!facts.unreadable || facts.unreadable.why === 'TANGLED')

const tellNoPlace = ({ path }: Text): Found => ({
  ...{ path, line: null },
  message: 'The page has neither <head> nor <body>, so that the video player finds no place in it.',
  remedy: 'Add a <head> to the page.',
})

/** Frames of frames: the player works in the pages that are shown in them, but not in this one. */
export const framesets = ({ texts }: Package): Found[] =>
  texts
    .filter(({ facts }) => facts.hasFrameset)
    .map(({ path }) => ({
      ...{ path, line: null },
      message:
        'The page only divides the window into frames (<frameset>). Phones show such pages badly, and the player leaves this one alone.',
      remedy: 'Make one of the pages in the frames the first page, with links to the others.',
    }))

function listed(paths: string[]): string {
  const shown = paths.slice(0, 5).map(path => `«${path}»`)
  return paths.length > 5 ? `${shown.join(', ')} and ${paths.length - 5} more` : shown.join(', ')
}

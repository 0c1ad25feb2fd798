import { isPage } from '@lectern/domain/files/page-names'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'

/**
 * Reports fragments that are shown as pages of their own: the root page, and what other pages lead to. Scripts load all
 * other fragments into a page that has the player. Empty files are placeholders. Another rule reports pages that browsers cannot show at all.
 */
export const pagesWithoutPlayer = ({ texts, files, rootPage, visitedPages }: PreparedPackage): RuleFinding[] =>
  texts
    .filter(
      ({ path, facts }) =>
        isPage(path) &&
        !facts.isDocument &&
        files.get(path) !== 0 &&
        (!facts.unreadable || facts.unreadable.reason === 'TANGLED') &&
        (path === rootPage || visitedPages.has(path)),
    )
    .map(({ path }) => ({
      ...{ path, line: null },
      message:
        'The file is only a piece of a page, without <html>, <head>, or <title>. Lectern cannot add the video player to it, and does not count its views.',
      remedy: 'Add a title at the beginning of the file, such as <title>My page</title>.',
    }))

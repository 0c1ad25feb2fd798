import type { Problem } from '../errors.ts'
import type { RootPage } from '../files/root-page.ts'
import { causeHash, type NewFinding } from './finding.ts'
import { formatNames } from './format-names.ts'

/** A finding about the package as a whole. */
function packageFinding(finding: Pick<NewFinding, 'code' | 'severity' | 'message' | 'remedy'>): NewFinding {
  const place = { path: '', line: null }
  return { ...place, ...finding, cause: causeHash(finding.code, ''), placeCount: 1, places: [place] }
}

/** The finding about a package without any page. */
export const missingRootPage: NewFinding = packageFinding({
  code: 'ROOT_PAGE_MISSING',
  severity: 'ERROR',
  message: 'The package has no page to open with. Teachers would see nothing.',
  remedy:
    'Put an HTML page into the folder, for example index.html, that shows or links to your files. Then synchronize.',
})

/**
 * The finding about a package whose pages are all pieces of pages. `count` is their number, and `fragments` are the first
 * of them.
 */
export function onlyFragments({ count, fragments }: { count: number; fragments: string[] }): NewFinding {
  const rest = count - fragments.length
  const names = fragments.map(name => `"${name}"`).join(', ')
  return packageFinding({
    code: 'PLAYER_NOT_INSERTED',
    severity: 'WARNING',
    message: `This folder has no complete page, only pieces of pages: ${names}${rest > 0 ? `, and ${rest} more` : ''}. Lectern cannot stream their videos or count their views.`,
    remedy:
      'Add the pages that load these pieces. Or begin each file with a title, such as <title>My page</title>. Then synchronize.',
  })
}

/**
 * The findings about the root page: that there is none, or that the author's choice is gone. They
 * are derived on reading and never stored, because the author's answer takes effect at once, in every revision.
 */
export function rootPageFindings(rootPage: RootPage): NewFinding[] {
  const problem = rootPageProblem(rootPage)
  const { missingChoice, page } = rootPage
  if (missingChoice === null) return problem ? [problem] : []
  const gone = packageFinding({
    code: 'ROOT_PAGE_GONE',
    severity: 'WARNING',
    message: `The chosen start page "${missingChoice}" no longer exists.${page === null ? '' : ` Lectern opens "${page}" instead.`}`,
    remedy: 'Choose another start page, or put the page back into the folder and synchronize.',
  })
  return problem ? [problem, gone] : [gone]
}

/** A finding as a problem that is not about one file: what is wrong, and the fix. */
export const packageProblem = ({ code, message, remedy }: NewFinding): Problem => ({
  code,
  message: `${message} ${remedy}`,
  path: null,
})

/** The finding that blocks every publication: the package has no root page. Null when it has one. */
export function rootPageProblem({ page, candidates, candidateCount, lessonFolders }: RootPage): NewFinding | null {
  if (page !== null) return null
  const severity = 'ERROR'
  if (candidates.length === 0) return missingRootPage
  if (lessonFolders.length > 0)
    return packageFinding({
      severity,
      code: 'ROOT_PAGE_UNCLEAR',
      message: `The folder holds ${lessonFolders.length} lessons: ${formatNames(lessonFolders)}. Lectern does not know which page to open first.`,
      remedy:
        'Choose the start page here, for example a page that links to all lessons. Or archive this package, and add each of these folders as a package of its own.',
    })
  return packageFinding({
    severity,
    code: 'ROOT_PAGE_UNCLEAR',
    message: `Lectern does not know which page to open first. It could be ${formatNames(candidates, candidateCount)}.`,
    remedy: 'Choose the start page here. Or name the first page index.html and synchronize.',
  })
}

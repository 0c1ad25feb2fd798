import { compareStrings } from '../compare-strings.ts'
import { resolveLaunchPath } from './launch-path.ts'
import { createPathFinder, findByPath } from './path-key.ts'

/**
 * A file with the extension of a page. `isDocument`: a page of its own, not a fragment that a script loads. Only
 * documents can be chosen by a rule.
 */
export type PackagePage = { path: string; isDocument: boolean }

/** A launch manifest of a learning platform, and the URL that it names. Null when it names none. */
export type LaunchManifest = { path: string; launchUrl: string | null }

/** What the root page of a content version depends on. `chosenPage` is the author's setting, null for none. */
export type RootPageFacts = { pages: PackagePage[]; manifests: LaunchManifest[]; chosenPage: string | null }

/**
 * The page that a package opens with. `page` is null when no rule finds one; `candidates` are then the pages that the
 * author can choose from, the likeliest first, or none when the package has no document. They are the first 50 of
 * `candidateCount`. `lessonFolders`: the folders of a collection of lessons, each of which has a root page.
 * `missingChoice`: the author's choice, if it does not exist.
 */
export type RootPage = {
  page: string | null
  candidates: string[]
  candidateCount: number
  lessonFolders: string[]
  missingChoice: string | null
}

/** The names of launch manifests. If there are several, the first in this order counts. */
export const launchManifestNames = ['imsmanifest.xml', 'cmi5.xml', 'tincan.xml']

/** The pattern of launch manifests, for Postgres and JavaScript. Match it without regard to letter case. */
export const launchManifestPattern = `(^|/)(${launchManifestNames.map(name => name.replace('.', String.raw`\.`)).join('|')})$`

const indexNames = ['index.html', 'index.htm', 'index.xhtml', 'default.html', 'default.htm']
/** What authoring tools call the page that starts a lesson. */
const startNames = [
  ...['story.html', 'story_html5.html', 'presentation.html', 'index_lms.html', 'index_scorm.html', 'launch.html'],
  ...['start.html', 'main.html', 'home.html'],
]
const maxCandidates = 50

/**
 * Finds the root page: the author's choice while it exists; else, at the top, an index page, what a launch manifest
 * names, a page with a usual name, or the only page. Without a page at the top, the same rules apply inside the one
 * folder with all documents; else the only document of the package. Letter case is ignored. In a package without any
 * document, fragments count as documents, because they open from a disk too. A pure function.
 */
export function findRootPage({ pages, manifests, chosenPage }: RootPageFacts): RootPage {
  const chosen = chosenPage === null ? undefined : findByPath(pages, chosenPage)?.path
  const onlyDocuments = pages.filter(page => page.isDocument)
  const documents = (onlyDocuments.length > 0 ? onlyDocuments : pages).toSorted((a, b) =>
    compareStrings(a.path, b.path),
  )
  const manifestsByPath = new Map(manifests.map(manifest => [manifest.path.toLowerCase(), manifest]))
  const found = chosen ?? findIn('', documents, manifestsByPath)
  const missingChoice = chosen === undefined ? chosenPage : null
  if (found) return { page: found, candidates: [], candidateCount: 0, lessonFolders: [], missingChoice }
  const candidates = documents
    .map(({ path }) => path)
    .sort(byLikelihood)
    .slice(0, maxCandidates)
  const lessonFolders = findLessons(documents, manifestsByPath)
  return { page: null, candidates, candidateCount: documents.length, lessonFolders, missingChoice }
}

/**
 * Applies the rules inside a folder: '' or a path with a slash at its end. Above the folder that contains all documents,
 * only a launch manifest can name one.
 */
function findIn(folder: string, documents: PackagePage[], manifests: Map<string, LaunchManifest>): string | null {
  const common = commonFolder(documents)
  const findDocument = createPathFinder(documents)
  for (let end = folder.length; ; end = common.indexOf('/', end) + 1) {
    const current = common.slice(0, end)
    const top = end < common.length ? [] : documents.filter(({ path }) => isDirectlyIn(current, path))
    const found =
      findNamed(current, top, indexNames) ??
      findLaunched(current, findDocument, manifests) ??
      findNamed(current, top, startNames) ??
      (top.length === 1 ? top[0]!.path : null)
    if (found || top.length > 0) return found
    if (documents.length === 1) return documents[0]!.path
    if (end === common.length) return null
  }
}

/** Returns the folder that contains all these pages, with a slash at its end, or ''. The pages are sorted by path. */
function commonFolder(pages: PackagePage[]): string {
  const [first, last] = [pages[0]?.path ?? '', pages.at(-1)?.path ?? '']
  let length = 0
  while (length < first.length && first[length] === last[length]) length++
  return first.slice(0, first.lastIndexOf('/', length - 1) + 1)
}

const isDirectlyIn = (folder: string, path: string) =>
  path.startsWith(folder) && !path.slice(folder.length).includes('/')

function findNamed(folder: string, top: PackagePage[], names: string[]): string | null {
  const byName = new Map(top.map(({ path }) => [path.slice(folder.length).toLowerCase(), path]))
  const name = names.find(each => byName.has(each))
  return name === undefined ? null : byName.get(name)!
}

function findLaunched(
  folder: string,
  findDocument: (path: string) => PackagePage | null,
  manifests: Map<string, LaunchManifest>,
): string | null {
  for (const name of launchManifestNames) {
    const manifest = manifests.get((folder + name).toLowerCase())
    const path = manifest?.launchUrl ? resolveLaunchPath(folder, manifest.launchUrl) : null
    const page = path === null ? null : findDocument(path)
    if (page) return page.path
  }
  return null
}

/** Returns the top-level folders if there are several and each has a root page. */
function findLessons(documents: PackagePage[], manifests: Map<string, LaunchManifest>): string[] {
  const byFolder = Map.groupBy(documents, ({ path }) => path.slice(0, path.indexOf('/') + 1))
  if (byFolder.size < 2 || byFolder.has('')) return []
  const opens = [...byFolder].map(([folder, inside]) => findIn(folder, inside, manifests) !== null)
  return opens.every(Boolean) ? [...byFolder.keys()].map(folder => folder.slice(0, -1)) : []
}

/** Pages near the top come first, and among those the ones with usual names. */
const byLikelihood = (a: string, b: string) => depthOf(a) - depthOf(b) || rankOf(a) - rankOf(b) || compareStrings(a, b)

const depthOf = (path: string) => path.split('/').length
const usualNames = [...indexNames, ...startNames]
const rankOf = (path: string) => {
  const rank = usualNames.indexOf(path.slice(path.lastIndexOf('/') + 1).toLowerCase())
  return rank < 0 ? usualNames.length : rank
}

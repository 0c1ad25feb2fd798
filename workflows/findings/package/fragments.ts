import { isChecked, type Link, type LinkedFiles, type TextFile } from './links.ts'
import { PlayerSources } from './sources.ts'
import type { Target } from './target.ts'

/** The most folders of documents that links of a fragment are tried from, to bound the time. */
const maxFolders = 20

/** What the links of fragments depend on. `files`: the sizes of the package's files, by path. `formats`: those that not all browsers show. */
type Surroundings = {
  files: ReadonlyMap<string, number>
  formats: ReadonlyMap<string, unknown>
  rootPage: string | null
  linkedFiles: LinkedFiles
}

/**
 * Resolves the links of fragments again, and what scripts name. A script inserts a fragment into a document, and browsers
 * then resolve its links from there. Which document that is nobody knows: a link is fine if it leads to a file from the
 * fragment's own folder or from a document's. Otherwise, it is optional.
 */
export function resolveFragments(
  texts: TextFile[],
  { files, formats, rootPage, linkedFiles }: Surroundings,
): TextFile[] {
  const { visitedPages } = linkedFiles
  const isFragment = ({ path, kind, facts }: TextFile) =>
    (kind === 'html' || kind === 'xhtml') && !facts.isDocument && path !== rootPage && !visitedPages.has(path)
  const isNamingScript = ({ kind, facts }: TextFile) => kind === 'script' && facts.scriptUrls !== undefined
  const fragments = new Set(texts.filter(text => isFragment(text) || isNamingScript(text)))
  if (fragments.size === 0) return texts
  const places = documentsByFolder(texts, rootPage)
  return texts.map(text => {
    if (!fragments.has(text)) return text
    const resolve = (url: string) => resolveFrom([text, ...places], url)
    for (const url of text.facts.scriptUrls ?? [])
      for (const place of [text, ...places]) linkedFiles.addUse(place.resolve(url), 'script')
    const sources = new PlayerSources(files, formats)
    const links = text.links.flatMap((link): Link[] => {
      const target = resolve(link.url)
      linkedFiles.add(text.path, link, target)
      sources.add(link, target)
      if (!isChecked(link, target, files)) return []
      return [{ ...link, target, ...(isUncertain(link.url, target) && { optional: true }) }]
    })
    for (const link of links) sources.judge(link)
    return { ...text, links, resolve }
  })
}

/** Returns whether a target depends on the folder of its page and does not exist. */
const isUncertain = (url: string, { kind }: Target) => kind === 'missing' || (kind === 'outside' && !/^[\\/]/.test(url))

/** Returns a document of each folder that links are tried from: the root page's, then those near the top. */
function documentsByFolder(texts: TextFile[], rootPage: string | null): TextFile[] {
  const found = new Map<string, TextFile>()
  const rank = ({ path }: TextFile) => (path === rootPage ? 0 : path.split('/').length)
  const documents = texts.filter(({ path, facts }) => facts.isDocument || path === rootPage)
  for (const document of documents.sort((a, b) => rank(a) - rank(b))) {
    const { path, facts } = document
    const key = `${path.slice(0, path.lastIndexOf('/') + 1)}\n${facts.base ?? ''}`
    if (found.size < maxFolders && !found.has(key)) found.set(key, document)
  }
  return [...found.values()]
}

/** The kinds of targets that exist, the better first. */
const existingKinds = ['found', 'web', 'misspelled', 'ignored']

/** Returns the best target that a URL has in one of these texts. */
function resolveFrom(texts: TextFile[], url: string): Target {
  const targets: Target[] = []
  for (const { resolve } of texts) {
    const target = resolve(url)
    if (target.kind === 'found') return target
    targets.push(target)
  }
  const kind = existingKinds.find(each => targets.some(target => target.kind === each))
  return targets.find(target => target.kind === kind) ?? targets[0]!
}

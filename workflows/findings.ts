import { rootPage } from '@lectern/schema/reads/root-page'
import type { Reference } from './page.ts'

/** Something wrong or odd in a package, with where it is, why it matters and the mend. */
export type Finding = {
  code: string
  severity: 'ERROR' | 'WARNING' | 'INFO'
  path: string
  line: number | null
  message: string
  remedy: string
}

/** A package as it will be: all its files, what its pages refer to, what was left out and why, and what looks at its videos found. */
export type Examined = {
  paths: Set<string>
  chosenRoot: string | null
  pages: { path: string; references: Reference[]; hasPlace: boolean; hasVideo: boolean }[]
  ignored: { path: string; reason: string }[]
  videos: { path: string; problem: string | null }[]
}

/** The package doctor: a pure function of what is there, in the order of paths. */
export function findFindings(examined: Examined): Finding[] {
  const byLowerCase = new Map([...examined.paths].map(path => [path.toLowerCase(), path]))
  const links = examined.pages.flatMap(page =>
    page.references.flatMap(reference => lookAtLink(page.path, reference, examined.paths, byLowerCase)),
  )
  const junk = examined.ignored.map(
    ({ path, reason }): Finding => ({
      ...{ code: 'IGNORED', severity: 'INFO', path, line: null },
      message: 'This file is left out.',
      remedy: reason,
    }),
  )
  const videos = examined.videos
    .filter(video => video.problem !== null)
    .map(
      ({ path, problem }): Finding => ({
        code: 'VIDEO_UNREADABLE',
        severity: 'ERROR',
        path,
        line: null,
        message: problem!,
        remedy: 'Export the video again, as mp4, and replace the file.',
      }),
    )
  return [...links, ...junk, ...videos, ...lookAtRoot(examined)].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : (a.line ?? 0) - (b.line ?? 0),
  )
}

function lookAtLink(
  page: string,
  { url, line }: Reference,
  paths: Set<string>,
  byLowerCase: Map<string, string>,
): Finding[] {
  const target = resolveReference(page, url)
  if (target === null || paths.has(target) || paths.has(`${target}index.html`) || target === '') return []
  const meant = byLowerCase.get(target.toLowerCase())
  if (meant)
    return [
      {
        ...{ code: 'LINK_LETTER_CASE', severity: 'ERROR' as const, path: page, line },
        message: `The page names «${target}», the file is called «${meant}». It works on your computer, but not on the web, where capital letters count.`,
        remedy: `Write the link exactly like the file's name: ${meant}`,
      },
    ]
  return [
    {
      ...{ code: 'LINK_MISSING', severity: 'WARNING' as const, path: page, line },
      message: `The page names «${target}», and there is no such file.`,
      remedy: 'Put the file into the folder, or take the link out of the page.',
    },
  ]
}

function lookAtRoot({ paths, chosenRoot, pages }: Examined): Finding[] {
  const root = rootPage(paths, chosenRoot)
  if (root === null)
    return [
      {
        ...{ code: 'ROOT_PAGE_MISSING', severity: 'ERROR', path: '', line: null },
        message: 'There is no page to begin with.',
        remedy: 'Call the first page index.html and put it directly into the folder of the package.',
      },
    ]
  return pages
    .filter(page => !page.hasPlace && (page.path === root || page.hasVideo))
    .map(page => ({
      ...{ code: 'PLAYER_HAS_NO_PLACE', severity: 'ERROR', path: page.path, line: null },
      message: 'The page has neither <head> nor <body>, so that the video player finds no place in it.',
      remedy: 'Add a <head> to the page.',
    }))
}

/** The path inside the package that a reference means; null when it leads elsewhere or cannot be read. Queries and anchors do not count. */
export function resolveReference(page: string, url: string): string | null {
  if (url.startsWith('#') || /^[a-z][a-z0-9+.-]*:/i.test(url) || url.startsWith('//')) return null
  const base = 'https://package.invalid/root/'
  try {
    const resolved = new URL(url.replaceAll('\\', '/'), base + page.split('/').map(encodeURIComponent).join('/'))
    const path = decodeURIComponent(resolved.pathname)
    return path.startsWith('/root/') ? path.slice('/root/'.length).normalize('NFC') : null
  } catch {
    return null
  }
}

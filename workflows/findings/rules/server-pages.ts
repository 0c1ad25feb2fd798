import { isServerPage } from '../../files/server-page.ts'
import type { Link } from '../package/links.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'
import { severityOfUse } from './usage.ts'

/**
 * Reports pages that need a web server with their language. It is an ERROR if a page loads one. Omits those that only
 * forms use, which another rule reports, and those that browsers can run as a script or style sheet as they are.
 */
export function serverPages({ files, links, texts, uses }: PreparedPackage): RuleFinding[] {
  const linksByPath = Map.groupBy(links, ({ target }) => (target.kind === 'found' ? target.path : ''))
  const plain = new Set(
    texts.flatMap(({ path, kind, facts }) => (kind === 'server' && !facts.serverCode ? [path] : [])),
  )
  return [...files.keys()].filter(isServerPage).flatMap(path => {
    const used = linksByPath.get(path) ?? []
    if (used.length > 0 && used.every(({ tag }) => tag === 'form')) return []
    if (plain.has(path) && uses.has(path) && used.every(({ use }) => use !== undefined)) return []
    const isLoaded = used.some(link => severityOfUse(link) === 'ERROR')
    return [{ ...describeServerPage(path), severity: isLoaded ? 'ERROR' : 'WARNING' }]
  })
}

const describeServerPage = (path: string) => ({
  ...{ path, line: null },
  message:
    'This page only works on a web server that runs it. Lectern does not run it, so teachers get its source as a file, with any passwords in it.',
  remedy: 'Open the page where it works, save what the browser shows as an .html file, and delete this file.',
})

/**
 * Reports forms that send to a web server that does not exist: to a server page, to a missing file, or to a page, which
 * cannot receive anything.
 */
export const formsWithoutServer = ({ links }: PreparedPackage): RuleFinding[] =>
  links.flatMap(link => {
    const why = link.tag === 'form' ? describeReceiver(link) : null
    return why === null ? [] : [{ ...formPlace(link), message: why, remedy: formRemedy }]
  })

const formRemedy =
  'Have a script in the page evaluate the answers, or link to a form of an online service that collects them.'

const formPlace = (link: Link) => ({
  ...{ path: link.page, line: link.line, written: link.url, subject: receiverOf(link) },
})

function describeReceiver(link: Link): string | null {
  const { target, url, post } = link
  if (target.kind === 'web' || target.kind === 'insecure web') return null
  const receiver = `The form sends its answers to "${url}"`
  if (isServerPage(receiverOf(link)))
    return `${receiver}. Only a web server that runs this page could receive them, and Lectern does not run pages.`
  if (target.kind === 'misspelled') return null
  if (target.kind !== 'found') return `${receiver}, which is not in the package. The answers are lost.`
  return post ? 'The form sends its answers to a page, but no page can receive them. The answers are lost.' : null
}

/** Returns the path or address that a form sends to. */
function receiverOf({ target, url }: Link): string {
  switch (target.kind) {
    case 'found':
      return target.path
    case 'misspelled':
      return target.actualPath
    case 'missing':
      return target.requestedPath
    default:
      return url.replace(/[?#].*/s, '')
  }
}

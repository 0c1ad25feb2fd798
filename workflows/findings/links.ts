import type { TextKind } from '../files/text-kind.ts'
import type { Link, PreparedPackage } from './package.ts'
import type { RuleFinding } from './rule.ts'
import type { Spelling } from './target.ts'

const kindLabels: Partial<Record<TextKind, string>> = { css: 'stylesheet', svg: 'SVG image' }

/** Returns what authors call a text of this kind. */
export const kindLabel = (kind: TextKind): string => kindLabels[kind] ?? 'page'

const locationOf = ({ page, line }: Link) => ({ path: page, line })

/** Reports links to missing files. A separate rule reports missing sources of a `<video>`. */
export const missingLinks = ({ links }: PreparedPackage): RuleFinding[] =>
  links.flatMap(link =>
    link.target.kind === 'missing' && !link.isMissingVideo
      ? [
          {
            ...locationOf(link),
            message: `The ${kindLabel(link.kind)} refers to "${link.target.requestedPath}", but this file does not exist.`,
            remedy: `Put the file into the package folder, or remove the link from the ${kindLabel(link.kind)}.`,
          },
        ]
      : [],
  )

const respelledLinks =
  (
    mismatch: Spelling['mismatch'],
    describe: (link: Link, actualPath: string, requestedPath: string) => Pick<RuleFinding, 'message' | 'remedy'>,
  ) =>
  ({ links }: PreparedPackage): RuleFinding[] =>
    links.flatMap(link => {
      const { target } = link
      return target.kind === 'found' && target.spelling?.mismatch === mismatch
        ? [{ ...locationOf(link), ...describe(link, target.path, target.spelling.requestedPath) }]
        : []
    })

/**
 * Reports links that differ from a file name in letter case only. They work on Windows and Macs, and Lectern finds the
 * file as Dropbox does, but most web servers do not.
 */
export const letterCaseLinks = respelledLinks('CASE', ({ kind }, actualPath, requestedPath) => ({
  message: `The ${kindLabel(kind)} refers to "${requestedPath}", and the file is named "${actualPath}". This works here, but other web servers may not find the file, because they distinguish capital and small letters.`,
  remedy: `You do not need to do anything here. If you also use the package elsewhere, write the link exactly like the file name: ${actualPath}`,
}))

/**
 * Reports links whose accents are stored differently from those in the file name: as one character, or as a letter and
 * its accent. Lectern finds the file, but other servers may not.
 */
export const unicodeFormLinks = respelledLinks('FORM', ({ kind }, actualPath) => ({
  message: `The ${kindLabel(kind)} refers to "${actualPath}", but stores its accents differently from the file name. Both look the same, and this works here, but other web servers may not find the file.`,
  remedy: `You do not need to do anything here. If you also use the package elsewhere, rename the file to a name without accents, and use the same name in the link: ${withoutAccents(actualPath)}`,
}))

/**
 * Reports links to names with characters that have a special meaning in a URL. The path ends before `#` and `?`, and
 * `%` begins an escape.
 */
export const specialCharacterLinks = ({ links }: PreparedPackage): RuleFinding[] =>
  links.flatMap(link =>
    link.target.kind === 'misspelled'
      ? [
          {
            ...locationOf(link),
            message: `The ${kindLabel(link.kind)} refers to "${link.url}". The characters %, #, and ? have a special meaning in a link, so browsers do not find the file "${link.target.actualPath}".`,
            remedy: 'Rename the file without these characters, and use the same name in the link.',
          },
        ]
      : [],
  )

const withoutAccents = (path: string) => path.normalize('NFD').replace(/\p{Mn}/gu, '')

/** Reports links to a disk or to a server in the author's network. They work only there. */
export const localDiskLinks = ({ links }: PreparedPackage): RuleFinding[] =>
  links
    .filter(({ target }) => target.kind === 'disk')
    .map(link => ({
      ...locationOf(link),
      message: `The ${kindLabel(link.kind)} refers to "${link.url}", which is on your own computer or network. Nobody else can open it.`,
      remedy: 'Copy the file into the package folder and link to it there, for example as images/picture.png.',
    }))

/** Reports links that lead above the package folder. They may work on the author's computer. */
export const outsideLinks = ({ links }: PreparedPackage): RuleFinding[] =>
  links
    .filter(({ target }) => target.kind === 'outside')
    .map(link => ({
      ...locationOf(link),
      message: `The ${kindLabel(link.kind)} refers to "${link.url}", which is outside the package folder. Lectern publishes only this folder.`,
      remedy: link.url.startsWith('/')
        ? 'A link that begins with "/" leads out of the package. Remove the "/" and write the path from the folder of this page.'
        : 'Copy the file into the package folder and link to it there.',
    }))

/**
 * Links that a viewer clicks may lead anywhere. Browsers require encryption for everything that a page loads itself.
 */
const clickableTags = new Set(['a', 'area', 'meta'])
/** Browsers load these over https instead, and show nothing if that fails. They block everything else. */
const mediaTags = new Set('img picture image input video audio css style body table thead tbody tr td th'.split(' '))

const insecureLinks = ({ links }: PreparedPackage, isMedia: boolean) =>
  links.filter(
    ({ target, tag }) => target.kind === 'insecure web' && !clickableTags.has(tag) && mediaTags.has(tag) === isMedia,
  )

const httpsRemedy =
  'Put the file into the package folder and link to it there, or use https: if the other site supports it.'

/** Reports scripts, styles, frames, and the like over http. Browsers block them. */
export const insecureContent = (pkg: PreparedPackage): RuleFinding[] =>
  insecureLinks(pkg, false).map(link => ({
    ...locationOf(link),
    message: `The ${kindLabel(link.kind)} loads "${link.url}" over http:, without encryption. Browsers block it.`,
    remedy: httpsRemedy,
  }))

/** Reports images, audio, and videos over http. Browsers show them if they are available over https. */
export const insecureMedia = (pkg: PreparedPackage): RuleFinding[] =>
  insecureLinks(pkg, true).map(link => ({
    ...locationOf(link),
    message: `The ${kindLabel(link.kind)} shows "${link.url}" over http:, without encryption. Many browsers do not show it.`,
    remedy: httpsRemedy,
  }))

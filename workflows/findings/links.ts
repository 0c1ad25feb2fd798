import type { TextKind } from '../files/text-kind.ts'
import type { Link, PreparedPackage } from './package.ts'
import type { RuleFinding } from './rule.ts'
import type { Target } from './target.ts'

type MisspelledTarget = Extract<Target, { kind: 'misspelt' }>

const kindLabels: Partial<Record<TextKind, string>> = { css: 'stylesheet', svg: 'drawing' }

/** What the author calls a text of this kind. */
export const kindLabel = (kind: TextKind): string => kindLabels[kind] ?? 'page'

const locationOf = ({ page, line }: Link) => ({ path: page, line })

/** Links to files that are not there. What a `<video>` lacks is told by a rule of its own. */
export const missingLinks = ({ links }: PreparedPackage): RuleFinding[] =>
  links.flatMap(link =>
    link.target.kind === 'missing' && !link.isMissingVideo
      ? [
          {
            ...locationOf(link),
            message: `The ${kindLabel(link.kind)} names «${link.target.requestedPath}», and there is no such file.`,
            remedy: `Put the file into the folder, or take the link out of the ${kindLabel(link.kind)}.`,
          },
        ]
      : [],
  )

const misspelledLinks =
  (
    mismatch: MisspelledTarget['mismatch'],
    describe: (link: Link, to: MisspelledTarget) => Pick<RuleFinding, 'message' | 'remedy'>,
  ) =>
  ({ links }: PreparedPackage): RuleFinding[] =>
    links.flatMap(link =>
      link.target.kind === 'misspelt' && link.target.mismatch === mismatch
        ? [{ ...locationOf(link), ...describe(link, link.target) }]
        : [],
    )

/** Right but for letter case: they work on Windows and Macs, and nowhere on the web. */
export const letterCaseLinks = misspelledLinks('CASE', ({ kind }, { requestedPath, actualPath }) => ({
  message: `The ${kindLabel(kind)} names «${requestedPath}», the file is called «${actualPath}». It works on your computer, but not on the web, where capital letters count.`,
  remedy: `Write the link exactly like the file's name: ${actualPath}`,
}))

/** Right but for how an accented letter is stored: one character, or a letter and its accent. Lectern finds the file, others may not. */
export const unicodeFormLinks = misspelledLinks('FORM', ({ kind }, { actualPath }) => ({
  message: `The ${kindLabel(kind)} names «${actualPath}» with accents that are stored in another way than in the file's name. Both look the same, but some web servers do not find the file.`,
  remedy: `Type the name in the link anew, or better give the file a name without accents: ${withoutAccents(actualPath)}`,
}))

/** Signs that mean something else in an address: what follows `#` and `?` is no part of the name any more, and `%` begins a code. */
export const specialCharacterLinks = misspelledLinks('SIGNS', ({ kind, url }, { actualPath }) => ({
  message: `The ${kindLabel(kind)} names «${url}», but in a link the signs %, # and ? have a meaning of their own, so that the file «${actualPath}» is not found.`,
  remedy: 'Give the file a name without these signs, and write the same name into the link.',
}))

const withoutAccents = (path: string) => path.normalize('NFD').replace(/\p{Mn}/gu, '')

/** Links to a disk, or to a server in the author's house: they work there only. */
export const localDiskLinks = ({ links }: PreparedPackage): RuleFinding[] =>
  links
    .filter(({ target }) => target.kind === 'disk')
    .map(link => ({
      ...locationOf(link),
      message: `The ${kindLabel(link.kind)} names «${link.url}», which is a place on your own computer or network. Nobody else can open it.`,
      remedy: 'Copy the file into the folder of the package, and link to it there, for example as images/picture.png.',
    }))

/** Links that lead above the package's folder: on the author's computer something is there. */
export const outsideLinks = ({ links }: PreparedPackage): RuleFinding[] =>
  links
    .filter(({ target }) => target.kind === 'outside')
    .map(link => ({
      ...locationOf(link),
      message: `The ${kindLabel(link.kind)} names «${link.url}», which lies outside of the folder of this package. Only the folder itself is published.`,
      remedy: link.url.startsWith('/')
        ? 'A link that begins with «/» leads out of the package. Write it without, as the way from the folder of this page.'
        : 'Copy what is needed into the folder, and link to it there.',
    }))

/** A link that a visitor clicks may lead anywhere; what a page loads by itself may not come without encryption. */
const clickableTags = new Set(['a', 'area', 'meta'])
/** Browsers try these with https instead, and show nothing when that fails. All else they refuse. */
const mediaTags = new Set('img picture image input video audio css style body table thead tbody tr td th'.split(' '))

const insecureLinks = ({ links }: PreparedPackage, isMedia: boolean) =>
  links.filter(
    ({ target, tag }) => target.kind === 'insecure web' && !clickableTags.has(tag) && mediaTags.has(tag) === isMedia,
  )

const httpsRemedy = 'Put the file into the folder and link to it there, or write https: where that site offers it.'

/** Scripts, styles, frames and the like over http: browsers refuse them. */
export const insecureContent = (pkg: PreparedPackage): RuleFinding[] =>
  insecureLinks(pkg, false).map(link => ({
    ...locationOf(link),
    message: `The ${kindLabel(link.kind)} loads «${link.url}» over http:, without encryption. Browsers refuse that.`,
    remedy: httpsRemedy,
  }))

/** Pictures, sound and films over http: browsers show them if they can be had over https. */
export const insecureMedia = (pkg: PreparedPackage): RuleFinding[] =>
  insecureLinks(pkg, true).map(link => ({
    ...locationOf(link),
    message: `The ${kindLabel(link.kind)} shows «${link.url}» over http:, without encryption. Many browsers leave it out.`,
    remedy: httpsRemedy,
  }))

import type { TextKind } from '../looked-at.ts'
import type { Link, Package } from './package.ts'
import type { Found } from './rule.ts'
import type { Target } from './target.ts'

type Misspelt = Extract<Target, { is: 'misspelt' }>

const names: Partial<Record<TextKind, string>> = { css: 'stylesheet', svg: 'drawing' }

/** What the author calls a text of this kind. */
export const nameOf = (kind: TextKind): string => names[kind] ?? 'page'

const at = ({ page, line }: Link) => ({ path: page, line })

/** Links to files that are not there. What a `<video>` lacks is told by a rule of its own. */
export const missing = ({ links }: Package): Found[] =>
  links.flatMap(link =>
    link.to.is === 'missing' && !link.isLost
      ? [
          {
            ...at(link),
            message: `The ${nameOf(link.kind)} names «${link.to.asked}», and there is no such file.`,
            remedy: `Put the file into the folder, or take the link out of the ${nameOf(link.kind)}.`,
          },
        ]
      : [],
  )

const misspelt =
  (by: Misspelt['by'], tell: (link: Link, to: Misspelt) => Pick<Found, 'message' | 'remedy'>) =>
  ({ links }: Package): Found[] =>
    links.flatMap(link =>
      link.to.is === 'misspelt' && link.to.by === by ? [{ ...at(link), ...tell(link, link.to) }] : [],
    )

/** Right but for letter case: they work on Windows and Macs, and nowhere on the web. */
export const letterCase = misspelt('CASE', ({ kind }, { asked, meant }) => ({
  message: `The ${nameOf(kind)} names «${asked}», the file is called «${meant}». It works on your computer, but not on the web, where capital letters count.`,
  remedy: `Write the link exactly like the file's name: ${meant}`,
}))

/** Right but for how an accented letter is stored: one character, or a letter and its accent. Lectern finds the file, others may not. */
export const unicodeForm = misspelt('FORM', ({ kind }, { meant }) => ({
  message: `The ${nameOf(kind)} names «${meant}» with accents that are stored in another way than in the file's name. Both look the same, but some web servers do not find the file.`,
  remedy: `Type the name in the link anew, or better give the file a name without accents: ${plainName(meant)}`,
}))

/** Signs that mean something else in an address: what follows `#` and `?` is no part of the name any more, and `%` begins a code. */
export const signs = misspelt('SIGNS', ({ kind, url }, { meant }) => ({
  message: `The ${nameOf(kind)} names «${url}», but in a link the signs %, # and ? have a meaning of their own, so that the file «${meant}» is not found.`,
  remedy: 'Give the file a name without these signs, and write the same name into the link.',
}))

const plainName = (path: string) => path.normalize('NFD').replace(/\p{Mn}/gu, '')

/** Links to a disk, or to a server in the author's house: they work there only. */
export const localDisk = ({ links }: Package): Found[] =>
  links
    .filter(({ to }) => to.is === 'disk')
    .map(link => ({
      ...at(link),
      message: `The ${nameOf(link.kind)} names «${link.url}», which is a place on your own computer or network. Nobody else can open it.`,
      remedy: 'Copy the file into the folder of the package, and link to it there, for example as images/picture.png.',
    }))

/** Links that lead above the package's folder: on the author's computer something is there. */
export const outside = ({ links }: Package): Found[] =>
  links
    .filter(({ to }) => to.is === 'outside')
    .map(link => ({
      ...at(link),
      message: `The ${nameOf(link.kind)} names «${link.url}», which lies outside of the folder of this package. Only the folder itself is published.`,
      remedy: link.url.startsWith('/')
        ? 'A link that begins with «/» leads out of the package. Write it without, as the way from the folder of this page.'
        : 'Copy what is needed into the folder, and link to it there.',
    }))

/** A link that a visitor clicks may lead anywhere; what a page loads by itself may not come without encryption. */
const clicked = new Set(['a', 'area', 'meta'])
/** Browsers try these with https instead, and show nothing when that fails. All else they refuse. */
const media = new Set('img picture image input video audio css style body table thead tbody tr td th'.split(' '))

const insecure = ({ links }: Package, isMedia: boolean) =>
  links.filter(({ to, tag }) => to.is === 'insecure web' && !clicked.has(tag) && media.has(tag) === isMedia)

const withHttps = 'Put the file into the folder and link to it there, or write https: where that site offers it.'

/** Scripts, styles, frames and the like over http: browsers refuse them. */
export const insecureContent = (pkg: Package): Found[] =>
  insecure(pkg, false).map(link => ({
    ...at(link),
    message: `The ${nameOf(link.kind)} loads «${link.url}» over http:, without encryption. Browsers refuse that.`,
    remedy: withHttps,
  }))

/** Pictures, sound and films over http: browsers show them if they can be had over https. */
export const insecureMedia = (pkg: Package): Found[] =>
  insecure(pkg, true).map(link => ({
    ...at(link),
    message: `The ${nameOf(link.kind)} shows «${link.url}» over http:, without encryption. Many browsers leave it out.`,
    remedy: withHttps,
  }))

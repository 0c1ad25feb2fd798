import { stemOf } from '@lectern/domain/files/caption-files'
import { formatNames } from '@lectern/domain/findings/format-names'
import { remedyOfIgnored } from '../../files/junk.ts'
import { restrictedReason } from '../../files/restricted.ts'
import type { TextKind } from '../../files/text-kind.ts'
import { pluginOfFile, pluginTags } from '../analysis/plugin-animations.ts'
import type { Link } from '../package/links.ts'
import type { PreparedPackage } from '../package/package.ts'
import { respell } from '../package/respell.ts'
import type { Spelling } from '../package/target.ts'
import type { RuleFinding } from './rule.ts'
import { severityOfUse } from './usage.ts'

const kindLabels: Partial<Record<TextKind, string>> = {
  css: 'stylesheet',
  svg: 'SVG image',
  manifest: 'manifest',
  script: 'script',
}

/** Returns what authors call a text of this kind. */
export const kindLabel = (kind: TextKind): string => kindLabels[kind] ?? 'page'

/** Returns the place and the cause of a link that leads nowhere: its page's `<base>`, or this target. */
const placeOf = ({ page, line, base, url, more }: Link, subject: string) =>
  base
    ? { path: page, line: base.line, written: base.url, subject: `<base> ${base.url}` }
    : { path: page, line, written: url, subject, ...(more > 0 && { more }) }

const baseRemedy = 'Remove the <base> from the page. If its files are elsewhere, put them into the package folder.'

/**
 * Reports links to missing files. Separate rules report missing sources of a `<video>`, forms, and files for plug-ins
 * that browsers dropped.
 */
export const missingLinks = ({ links, files }: PreparedPackage): RuleFinding[] => {
  const extensions = extensionsOf(files.keys())
  const missing = links.filter(
    ({ target, tag, isMissingVideo }) =>
      target.kind === 'missing' && !isMissingVideo && tag !== 'form' && !isForPlugin(tag, target.requestedPath),
  )
  const groups = Map.groupBy(missing, ({ page, alternative, audio }) => {
    if (alternative) return `${page}\n${alternative}`
    return audio === undefined ? '' : `${page}\n${audio}\n`
  })
  return [...groups].flatMap(([key, links]) => {
    if (key === '' || (links.length === 1 && !links[0]!.alternative))
      return links.map(link => describeMissing(link, extensions))
    return links[0]!.alternative ? describeMissingFormats(links) : describeMissingSound(links)
  })
}

const isForPlugin = (tag: string, path: string) => pluginTags.has(tag) && pluginOfFile(path) !== null

/** Match addresses that lack `https://` or `mailto:`. Browsers look for a file with such a name. */
const siteAddress = /^(www\.[\w-]+(\.[\w-]+)*\.[a-z]{2,}|([\w-]+\.)+(com|org|net|edu|gov))(?=[/?#:]|$)/i
const countryAddress = /^(?:[\w-]+\.)+([a-z]{2})(?=[/?#:]|$)/i
const mailAddress = /^[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}(?=\?|$)/i
const fileName = /\.(html?|png|jpe?g|gif|svg|webp|avif|pdf|mp[34]|zip|js|css)(?=\?|$)/i
/** The countries whose sites people link to, without those that are also usual file extensions, such as py, ps, or md. */
const countries = new Set(
  'ae ar at au be bg br ca ch cl cn co cz de dk ee es eu fi fr gr hk hr hu ie il in io is it jp ke kr lt lu lv mx my ng nl no nz pe ph pk pt ro ru sa se sg si sk th tr tw ua uk us uy vn za'.split(
    ' ',
  ),
)
const clickedTags = new Set(['a', 'area'])

/**
 * Returns what is missing at the beginning of the address in a link. Null for other addresses, also of files like
 * `logo@2x.png`. A country counts only where viewers click, and if no file of the package has such an extension.
 */
function missingStartOf(address: string, tag: string, extensions: ReadonlySet<string>): 'https://' | 'mailto:' | null {
  const country = countryAddress.exec(address)?.[1]?.toLowerCase()
  const isInCountry =
    country !== undefined && countries.has(country) && clickedTags.has(tag) && !extensions.has(country)
  if ((siteAddress.test(address) || isInCountry) && !fileName.test(address.replace(/\/.*/s, ''))) return 'https://'
  return mailAddress.test(address) && !fileName.test(address) ? 'mailto:' : null
}

/** Returns the extensions of files, in lower case. */
const extensionsOf = (paths: Iterable<string>): Set<string> =>
  new Set([...paths].map(path => path.slice(path.lastIndexOf('.') + 1).toLowerCase()))

function describeMissing(link: Link, extensions: ReadonlySet<string>): RuleFinding {
  const { url, base, target } = link
  const requestedPath = target.kind === 'missing' ? target.requestedPath : url
  const address = base?.url ?? url
  const missingStart = missingStartOf(address, link.tag, extensions)
  const found = { ...placeOf(link, missingStart ? address : requestedPath), severity: severityOfUse(link) }
  const label = kindLabel(link.kind)
  if (missingStart)
    return {
      ...found,
      correction: missingStart + address,
      message: `The ${label} refers to "${address}", but "${missingStart}" is missing at its beginning. Browsers look for a file with this name.`,
      remedy: `Write ${missingStart}${address} in the ${label}.`,
    }
  if (base)
    return {
      ...found,
      message: `The <base> of the page leads to "${base.url}", but this folder does not exist. Links of the page lead nowhere.`,
      remedy: baseRemedy,
    }
  return {
    ...found,
    message: `The ${label} refers to "${requestedPath}", but this file does not exist.`,
    remedy: `Put the file into the package folder, or remove the link from the ${label}.`,
  }
}

/**
 * Reports links to files that are in the folder, but that Lectern ignores. They work on the author's computer, so even a
 * link that viewers follow is an ERROR, unless browsers show something else instead. Separate rules report forms, files for
 * plug-ins, and files that Dropbox does not release.
 */
export const ignoredTargets = ({ links }: PreparedPackage): RuleFinding[] =>
  links.flatMap(link => {
    const { target, tag, page, line, url, more, alternative, optional, kind } = link
    if (target.kind !== 'ignored' || tag === 'form' || isForPlugin(tag, target.path)) return []
    if (target.reason === restrictedReason) return []
    return [
      {
        ...{ path: page, line, written: url, subject: target.path, ...(more > 0 && { more }) },
        severity: alternative !== null || optional ? 'WARNING' : 'ERROR',
        message: `The ${kindLabel(kind)} links to a left-out file: "${target.path}" is in the folder, but Lectern does not publish it, so viewers do not get it.`,
        remedy: `${target.reason} ${remedyOfIgnored(target)}`.trim(),
      },
    ]
  })

/** Describes other formats of the same video or sound. Browsers skip them and play the one that is there. */
function describeMissingFormats(links: Link[]): RuleFinding[] {
  const alternative = links[0]!.alternative!
  const what = links[0]!.audio === undefined ? 'video' : 'sound'
  const cause = {
    severity: 'WARNING' as const,
    subject: `other formats of ${stemOf(alternative)}`,
    message: `The page offers "${alternative}" in other formats too, but these files do not exist: ${formatNames(links.map(({ url }) => url))}.`,
    remedy: `Remove these other formats of the same ${what} from the page. Lectern does not need them.`,
  }
  return links.map(({ page, line, url }) => ({ path: page, line, written: url, ...cause }))
}

/** Returns a subject for a video or sound that none of its sources has: the first of them. */
export const subjectOfSources = (sources: Link[]): string =>
  sources
    .slice(0, 5)
    .map(({ target, url }) => (target.kind === 'missing' ? target.requestedPath : url))
    .join('\n')

/** Describes a sound with several formats, none of which is there. It is one cause. */
function describeMissingSound(links: Link[]): RuleFinding[] {
  const cause = {
    ...{ severity: severityOfUse(links[0]!), subject: subjectOfSources(links) },
    message: `The page plays a sound, but none of its files exists: ${formatNames(links.map(({ url }) => url))}.`,
    remedy: 'Put one of the files into the package folder, or remove the <audio> from the page.',
  }
  return links.map(({ page, line, url }) => ({ path: page, line, written: url, ...cause }))
}

const respelledLinks =
  (
    mismatch: Spelling['mismatch'],
    describe: (
      link: Link,
      actualPath: string,
      requestedPath: string,
    ) => Pick<RuleFinding, 'message' | 'remedy' | 'correction'>,
  ) =>
  ({ links }: PreparedPackage): RuleFinding[] =>
    links.flatMap(link => {
      const { target } = link
      return target.kind === 'found' && target.spelling?.mismatch === mismatch
        ? [
            {
              ...placeOf(link, target.spelling.requestedPath),
              ...describe(link, target.path, target.spelling.requestedPath),
            },
          ]
        : []
    })

/**
 * Reports links that differ from a file name in letter case only. They work on Windows and Macs, and Lectern finds the
 * file as Dropbox does, but most web servers do not.
 */
export const letterCaseLinks = respelledLinks('CASE', ({ kind, url }, actualPath, requestedPath) => ({
  correction: respell(url, actualPath),
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
            ...placeOf(link, link.target.requestedPath),
            severity: severityOfUse(link),
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
    .filter(({ target, tag }) => target.kind === 'disk' && tag !== 'form')
    .map(link => ({
      ...{ ...placeOf(link, link.url), severity: severityOfUse(link) },
      message: `The ${linkingPart(link)} refers to "${addressOf(link)}", which is on your own computer or network. Nobody else can open it.`,
      remedy: link.base
        ? baseRemedy
        : 'Copy the file into the package folder and link to it there, for example as images/picture.png.',
    }))

/** Reports links that lead above the package folder. They may work on the author's computer. */
export const outsideLinks = ({ links }: PreparedPackage): RuleFinding[] =>
  links
    .filter(({ target, tag }) => target.kind === 'outside' && tag !== 'form')
    .map(link => ({
      ...{ ...placeOf(link, link.url), severity: severityOfUse(link) },
      message: `The ${linkingPart(link)} refers to "${addressOf(link)}", which is outside the package folder. Lectern publishes only this folder.`,
      remedy: link.base ? baseRemedy : outsideRemedy(link.url),
    }))

const outsideRemedy = (url: string) =>
  url.startsWith('/')
    ? 'A link that begins with "/" leads out of the package. Remove the "/" and write the path from the folder of this page.'
    : 'Copy the file into the package folder and link to it there.'

const addressOf = ({ base, url }: Link) => base?.url ?? url
const linkingPart = ({ base, kind }: Link) => (base ? '<base> of the page' : kindLabel(kind))

/**
 * Links that a viewer clicks may lead anywhere. Browsers require encryption for everything that a page loads itself.
 */
const clickableTags = new Set(['a', 'area', 'meta', 'form'])
/** Browsers load these over https instead, and show nothing if that fails. They block everything else. */
const mediaTags = new Set('img picture image input video audio css style body table thead tbody tr td th'.split(' '))

/**
 * Returns the links over http of one kind. A `<base>` over http is one cause: it counts as media if all links through
 * it are media. Omits videos, which another rule reports.
 */
function insecureLinks({ links }: PreparedPackage, isMedia: boolean): Link[] {
  const insecure = links.filter(
    ({ target, tag, isMissingVideo }) => target.kind === 'insecure web' && !isMissingVideo && !clickableTags.has(tag),
  )
  const basesOfContent = new Set(insecure.flatMap(({ base, tag }) => (base && !mediaTags.has(tag) ? [base.url] : [])))
  return insecure.filter(({ base, tag }) => (base ? !basesOfContent.has(base.url) : mediaTags.has(tag)) === isMedia)
}

const httpsRemedy =
  'Put the file into the package folder and link to it there, or use https: if the other site supports it.'

/** Reports scripts, styles, frames, and the like over http. Browsers block them. */
export const insecureContent = (pkg: PreparedPackage): RuleFinding[] =>
  insecureLinks(pkg, false).map(link => ({
    ...{ ...placeOf(link, link.url), severity: severityOfUse(link) },
    message: link.base
      ? `The <base> of the page makes it load its files from "${link.base.url}" over http:, without encryption. Browsers block them.`
      : `The ${kindLabel(link.kind)} loads "${link.url}" over http:, without encryption. Browsers block it.`,
    remedy: link.base ? baseRemedy : httpsRemedy,
  }))

/** Reports images, audio, and videos over http. Browsers show them if they are available over https. */
export const insecureMedia = (pkg: PreparedPackage): RuleFinding[] =>
  insecureLinks(pkg, true).map(link => ({
    ...placeOf(link, link.url),
    message: link.base
      ? `The <base> of the page makes it load its images from "${link.base.url}" over http:, without encryption. Many browsers do not show them.`
      : `The ${kindLabel(link.kind)} shows "${link.url}" over http:, without encryption. Many browsers do not show it.`,
    remedy: link.base ? baseRemedy : httpsRemedy,
  }))

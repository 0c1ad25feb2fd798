import { pathKey } from '@lectern/domain/files/path-key'
import { isVideo } from '@lectern/domain/files/video-files'
import { conflictOf } from '../../files/conflicted-copy.ts'
import { ignoreFileName, ignoreListReason } from '../../files/junk.ts'
import { conflictReason, leftOutByName, pathOfPlaceholder, placeholderReason } from '../../files/left-out.ts'
import { restrictedReason } from '../../files/restricted.ts'
import { isCaptionFormat, maxAnalyzedBytes, textKindOf } from '../../files/text-kind.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'

/** Reports ignored files with the reason, except the list of files to ignore, and files that another rule reports. */
export function ignoredFiles(pkg: PreparedPackage): RuleFinding[] {
  return unlinkedIgnored(pkg)
    .filter(({ path, reason }) => !isIgnoreList(path) && reason !== conflictReason)
    .map(({ path, reason }): RuleFinding => {
      const found = { path, line: null, message: 'Lectern ignores this file.', remedy: reason }
      return reason === placeholderReason ? { ...found, ...describePlaceholder(path) } : found
    })
}

/** Returns the ignored files to which no page links. A link to one is a finding of its own. */
function unlinkedIgnored({ ignored, links }: PreparedPackage) {
  const linked = new Set(links.flatMap(({ target }) => (target.kind === 'ignored' ? [target.path] : [])))
  return ignored.filter(({ path, reason }) => !linked.has(path) && reason !== restrictedReason)
}

const describePlaceholder = (path: string) => ({
  severity: 'WARNING' as const,
  message: `The file "${pathOfPlaceholder(path)}" is not in the folder. There is only a placeholder for it.`,
})

/** Reports what Dropbox kept because of a conflict. All files of such a folder are one cause. */
export function conflictedCopies(pkg: PreparedPackage): RuleFinding[] {
  const names = new Set([...pkg.files.keys(), ...pkg.folders].map(pathKey))
  return unlinkedIgnored(pkg).flatMap(({ path, reason }) => {
    const conflict = reason === conflictReason ? conflictOf(path) : null
    if (!conflict) return []
    const { copy, original } = conflict
    const what = copy === path ? 'file' : 'folder'
    const isThere = names.has(pathKey(original))
    return [
      {
        ...{ path, line: null, subject: copy },
        message: `This ${what} is in conflict with "${original}"${isThere ? '' : ', which is no longer there'}. Dropbox keeps both, for example when two people change a ${what} at the same time. Lectern does not publish such a copy, because its name may contain the name of a person.`,
        remedy: isThere
          ? `Compare both. Keep what you need in "${original}", and delete "${copy}".`
          : `If you need it, rename "${copy}" to "${original}". Otherwise, delete it.`,
      },
    ]
  })
}

/** Reports files with passwords or keys that the author's list of files to ignore brings back. */
export const publishedSecrets = ({ files, privateKeys }: PreparedPackage): RuleFinding[] => {
  const secrets = new Set([...[...files.keys()].filter(path => leftOutByName(path)?.isSecret), ...privateKeys])
  return [...secrets].map(path => ({
    ...{ path, line: null },
    message: `"${path}" may contain passwords or keys. Everybody who may open the lesson can read it, because ${ignoreFileName} brings it back.`,
    remedy: `If that is not what you want, remove the line with "!" from ${ignoreFileName}.`,
  }))
}

/** Reports a list of files to ignore that was not applied, or only in part. */
export const incompleteIgnoreList = ({ ignored }: PreparedPackage): RuleFinding[] =>
  ignored
    .filter(({ path, reason }) => isIgnoreList(path) && reason !== ignoreListReason)
    .map(({ path, reason }) => ({
      ...{ path, line: null, message: reason },
      remedy: 'Shorten the list. One line such as *.psd or notes/ covers many files.',
    }))

const isIgnoreList = (path: string) => path.toLowerCase() === ignoreFileName

/** Reports folders without any file, including ignored files. Of nested folders, reports the outermost. */
export function emptyFolders({ files, ignored, folders }: PreparedPackage): RuleFinding[] {
  const nonEmptyFolders = new Set<string>()
  for (const path of [...files.keys(), ...ignored.map(file => file.path)])
    for (let folder = parentFolder(path); folder !== '' && !nonEmptyFolders.has(folder); folder = parentFolder(folder))
      nonEmptyFolders.add(folder)
  return folders
    .filter(
      folder =>
        !nonEmptyFolders.has(folder) && (parentFolder(folder) === '' || nonEmptyFolders.has(parentFolder(folder))),
    )
    .map(path => ({
      ...{ path, line: null },
      message: 'This folder contains no files. Lectern does not publish empty folders.',
      remedy: 'If files are missing, add them. Otherwise, delete the folder.',
    }))
}

const parentFolder = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Reports names that are equal on Windows and Macs. One of two such files is lost when somebody copies the folder. */
export function nameClashes({ files }: PreparedPackage): RuleFinding[] {
  const first = new Map<string, string>()
  const found: RuleFinding[] = []
  for (const path of files.keys()) {
    const name = pathKey(path)
    const previous = first.get(name)
    const [one, other] = previous === undefined || path < previous ? [path, previous] : [previous, path]
    first.set(name, one)
    if (other !== undefined) found.push({ path: other, line: null, ...describeClash(one, other) })
  }
  return found
}

const describeClash = (one: string, other: string) => ({
  message: `The names "${one}" and "${other}" differ only in capital letters or in how accents are stored. Windows and Mac computers can keep only one of these files.`,
  remedy: 'Rename one of the two files, and update the links to it.',
})

const megabyteBytes = 1024 ** 2

/**
 * Sizes above which Lectern notifies the author. An image of 5 MB fills any screen many times over, and a class waits
 * for it on a school's shared connection. A page or script of this size is slow too, and Lectern analyzes
 * only its first 5 MB. A video of 2 GiB takes long to encode and costs accordingly.
 */
const sizeLimits: {
  matches: RegExp | ((path: string) => boolean)
  maxBytes: number
  message: string
  remedy: string
}[] = [
  {
    matches: isVideo,
    maxBytes: 2 * 1024 * megabyteBytes,
    message: 'The video is larger than 2 GB. That is fine, but it takes longer until you can publish it.',
    remedy: 'If the video is uncut or uncompressed, export it as mp4 in the size at which your page shows it.',
  },
  {
    matches: /\.(png|jpe?g|gif|bmp|tiff?|webp|avif|svg)$/i,
    maxBytes: 5 * megabyteBytes,
    message: 'The image is larger than 5 MB. A class that opens it at the same time has to wait for it.',
    remedy: 'Save a smaller image: 2000 pixels are enough for a screen. Save a photo as JPEG.',
  },
  {
    matches: path => isReadByBrowsers(path) || /\.(m?js|json)$/i.test(path),
    maxBytes: maxAnalyzedBytes,
    message: 'This page or script is larger than 5 MB. It opens slowly, and Lectern checks only the first 5 MB.',
    remedy: 'Save images and videos as separate files next to it.',
  },
]

/**
 * Returns whether browsers read this text whole. Converted captions have a limit of their own, and what may be a script
 * may be only data.
 */
function isReadByBrowsers(path: string): boolean {
  const kind = textKindOf(path)
  return kind !== null && kind !== 'script' && (kind === 'vtt' || !isCaptionFormat(kind))
}

/** Reports files over their size limit. */
export const largeFiles = ({ files }: PreparedPackage): RuleFinding[] =>
  [...files].flatMap(([path, bytes]) => {
    const limit = sizeLimits.find(({ matches }) => (matches instanceof RegExp ? matches.test(path) : matches(path)))
    return limit && bytes > limit.maxBytes ? [{ path, line: null, message: limit.message, remedy: limit.remedy }] : []
  })

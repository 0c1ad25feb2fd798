import { pathKey } from '@lectern/domain/files/path-key'
import { isVideo } from '@lectern/domain/files/video-files'
import { ignoreFileName, ignoreListReason } from '../../files/junk.ts'
import { restrictedReason } from '../../files/restricted.ts'
import { isAnalyzedText, maxAnalyzedBytes } from '../../files/text-kind.ts'
import type { PreparedPackage } from '../package/package.ts'
import type { RuleFinding } from './rule.ts'

/** Reports ignored files with the reason, except the list of files to ignore, and files that another rule reports. */
export function ignoredFiles({ ignored, links }: PreparedPackage): RuleFinding[] {
  const linked = new Set(links.flatMap(({ target }) => (target.kind === 'ignored' ? [target.path] : [])))
  return ignored
    .filter(({ path, reason }) => !isIgnoreList(path) && !linked.has(path) && reason !== restrictedReason)
    .map(({ path, reason }) => ({ path, line: null, message: 'Lectern ignores this file.', remedy: reason }))
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
    matches: path => (isAnalyzedText(path) && !/\.srt$/i.test(path)) || /\.(m?js|json)$/i.test(path),
    maxBytes: maxAnalyzedBytes,
    message: 'This page or script is larger than 5 MB. It opens slowly, and Lectern checks only the first 5 MB.',
    remedy: 'Save images and videos as separate files next to it.',
  },
]

/** Reports files over their size limit. */
export const largeFiles = ({ files }: PreparedPackage): RuleFinding[] =>
  [...files].flatMap(([path, bytes]) => {
    const limit = sizeLimits.find(({ matches }) => (matches instanceof RegExp ? matches.test(path) : matches(path)))
    return limit && bytes > limit.maxBytes ? [{ path, line: null, message: limit.message, remedy: limit.remedy }] : []
  })

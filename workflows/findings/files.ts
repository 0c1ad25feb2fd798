import { isVideo } from '@lectern/domain/files/video-files'
import { isAnalyzedText, maxAnalyzedBytes } from '../files/text-kind.ts'
import type { PreparedPackage } from './package.ts'
import type { RuleFinding } from './rule.ts'
import { foldPath } from './target.ts'

/** What was left out, with the reason. */
export const ignoredFiles = ({ ignored }: PreparedPackage): RuleFinding[] =>
  ignored.map(({ path, reason }) => ({ path, line: null, message: 'This file is left out.', remedy: reason }))

/** Folders without a file, not even one that is left out; of nested ones the outermost. */
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
      message: 'This folder has no files in it. On the web there are no empty folders.',
      remedy: 'If files are missing, put them there; else delete the folder.',
    }))
}

const parentFolder = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Names that are one on Windows and Macs: of two such files one is lost whenever somebody copies the folder. */
export function nameClashes({ files }: PreparedPackage): RuleFinding[] {
  const first = new Map<string, string>()
  const found: RuleFinding[] = []
  for (const path of files.keys()) {
    const name = foldPath(path)
    const before = first.get(name)
    const [one, other] = before === undefined || path < before ? [path, before] : [before, path]
    first.set(name, one)
    if (other !== undefined) found.push({ path: other, line: null, ...describeClash(one, other) })
  }
  return found
}

const describeClash = (one: string, other: string) => ({
  message: `The names «${one}» and «${other}» differ only by capital letters or by how accents are stored. On Windows and Macs only one of them can be there.`,
  remedy: 'Rename one of the two, and the links to it.',
})

const megabyteBytes = 1024 ** 2

/**
 * Sizes that an author should know of. A picture of 5 MB fills any screen many times over, and on a school's shared line a class waits for it; so
 * it does for a page or script, and Lectern looks no further into one. A video of 2 GiB takes long to be made ready, and costs accordingly.
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
    message: 'The video is larger than 2 GB. That is fine, but it takes longer until it can be published.',
    remedy: 'If it is an uncut or uncompressed film, export it as mp4 in the size it is shown in.',
  },
  {
    matches: /\.(png|jpe?g|gif|bmp|tiff?|webp|avif|svg)$/i,
    maxBytes: 5 * megabyteBytes,
    message: 'The picture is larger than 5 MB. A class that opens it at the same time waits for it.',
    remedy: 'Save it smaller: for a screen 2000 pixels are enough, a photo as JPEG.',
  },
  {
    matches: path => (isAnalyzedText(path) && !/\.srt$/i.test(path)) || /\.(m?js|json)$/i.test(path),
    maxBytes: maxAnalyzedBytes,
    message: 'This page or script is larger than 5 MB. It opens slowly, and Lectern looks only into its beginning.',
    remedy: 'Take pictures and films out of it and put them beside it as files of their own.',
  },
]

/** Files over a size that an author should know of. */
export const largeFiles = ({ files }: PreparedPackage): RuleFinding[] =>
  [...files].flatMap(([path, bytes]) => {
    const limit = sizeLimits.find(({ matches }) => (matches instanceof RegExp ? matches.test(path) : matches(path)))
    return limit && bytes > limit.maxBytes ? [{ path, line: null, message: limit.message, remedy: limit.remedy }] : []
  })

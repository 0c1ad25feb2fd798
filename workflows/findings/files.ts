import { isLookedAt, largestLook } from '../looked-at.ts'
import { isVideo } from '../videos.ts'
import type { Package } from './package.ts'
import type { Found } from './rule.ts'
import { folded } from './target.ts'

/** What was left out, with the reason. */
export const ignoredFiles = ({ ignored }: Package): Found[] =>
  ignored.map(({ path, reason }) => ({ path, line: null, message: 'This file is left out.', remedy: reason }))

/** Folders without a file, not even one that is left out; of nested ones the outermost. */
export function emptyFolders({ files, ignored, folders }: Package): Found[] {
  const filled = new Set<string>()
  for (const path of [...files.keys(), ...ignored.map(file => file.path)])
    for (let folder = parentOf(path); folder !== '' && !filled.has(folder); folder = parentOf(folder))
      filled.add(folder)
  return folders
    .filter(folder => !filled.has(folder) && (parentOf(folder) === '' || filled.has(parentOf(folder))))
    .map(path => ({
      ...{ path, line: null },
      message: 'This folder has no files in it. On the web there are no empty folders.',
      remedy: 'If files are missing, put them there; else delete the folder.',
    }))
}

const parentOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Names that are one on Windows and Macs: of two such files one is lost whenever somebody copies the folder. */
export function nameClashes({ files }: Package): Found[] {
  const first = new Map<string, string>()
  const found: Found[] = []
  for (const path of files.keys()) {
    const name = folded(path)
    const before = first.get(name)
    const [one, other] = before === undefined || path < before ? [path, before] : [before, path]
    first.set(name, one)
    if (other !== undefined) found.push({ path: other, line: null, ...tellClash(one, other) })
  }
  return found
}

const tellClash = (one: string, other: string) => ({
  message: `The names «${one}» and «${other}» differ only by capital letters or by how accents are stored. On Windows and Macs only one of them can be there.`,
  remedy: 'Rename one of the two, and the links to it.',
})

const megabyte = 1024 ** 2

/**
 * Sizes that an author should know of. A picture of 5 MB fills any screen many times over, and on a school's shared line a class waits for it; so
 * it does for a page or script, and Lectern looks no further into one. A video of 2 GiB takes long to be made ready, and costs accordingly.
 */
const limits: { what: RegExp | ((path: string) => boolean); bytes: number; message: string; remedy: string }[] = [
  {
    what: isVideo,
    bytes: 2 * 1024 * megabyte,
    message: 'The video is larger than 2 GB. That is fine, but it takes longer until it can be published.',
    remedy: 'If it is an uncut or uncompressed film, export it as mp4 in the size it is shown in.',
  },
  {
    what: /\.(png|jpe?g|gif|bmp|tiff?|webp|avif|svg)$/i,
    bytes: 5 * megabyte,
    message: 'The picture is larger than 5 MB. A class that opens it at the same time waits for it.',
    remedy: 'Save it smaller: for a screen 2000 pixels are enough, a photo as JPEG.',
  },
  {
    what: path => (isLookedAt(path) && !/\.srt$/i.test(path)) || /\.(m?js|json)$/i.test(path),
    bytes: largestLook,
    message: 'This page or script is larger than 5 MB. It opens slowly, and Lectern looks only into its beginning.',
    remedy: 'Take pictures and films out of it and put them beside it as files of their own.',
  },
]

/** Files over a size that an author should know of. */
export const largeFiles = ({ files }: Package): Found[] =>
  [...files].flatMap(([path, bytes]) => {
    const limit = limits.find(({ what }) => (what instanceof RegExp ? what.test(path) : what(path)))
    return limit && bytes > limit.bytes ? [{ path, line: null, message: limit.message, remedy: limit.remedy }] : []
  })

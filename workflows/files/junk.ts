import { pathKey } from '@lectern/domain/files/path-key'
import { conflictOf } from './conflicted-copy.ts'
import { conflictReason, leftoverReason, privateKeyReason, secretReason } from './left-out.ts'

const junkNames = new Set([
  '.ds_store',
  'thumbs.db',
  'desktop.ini',
  'icon\r',
  '.dropbox',
  '.dropbox.attr',
  '.localized',
])
/** The author's list of files to ignore, in the syntax of .gitignore, at the package's root. */
export const ignoreFileName = '.lecternignore'
/** Why the list itself is not part of the draft. */
export const ignoreListReason = 'Lectern reads this list of files to ignore. It is not part of the lesson.'
/** How every reason begins that comes from a line of the list. */
export const ignoreLineReason = `This package's ${ignoreFileName} excludes it`

const junkFolders = new Set(['__macosx', '.git', '.svn', '.trashes', '.spotlight-v100', '.fseventsd', 'node_modules'])
const junkPrefixes = ['~$', '._', '.~lock.']
const junkSuffixes = ['.tmp', '.crdownload', '.part']

const junkFolderReason = 'It is in a folder that programs create for their own use.'
const junkFileReason = 'Your computer created this file for its own use. It is not part of the lesson.'

/** The reason for ignoring a document that exists only inside Dropbox, as a listing or a download reports. */
export const notDownloadableMessage =
  'Dropbox does not let Lectern download this kind of document. Export it, for example as PDF or HTML, and put the exported file into the folder.'

/** Returns how to get an ignored file into the lesson. '' for a reason that already says so. */
export function remedyOfIgnored({ path, reason }: { path: string; reason: string }): string {
  if (reason.startsWith(ignoreLineReason))
    return `Remove this line from ${ignoreFileName} if the lesson needs the file. Otherwise, remove the link.`
  if (reason === junkFolderReason) return 'Move the file to another folder and update the link, or remove the link.'
  if (reason === junkFileReason) return 'Rename the file and update the link, or remove the link.'
  const conflict = conflictOf(path)
  if (reason === conflictReason && conflict)
    return `Compare both, and link to "${conflict.original}${path.slice(conflict.copy.length)}" instead.`
  if (reason === leftoverReason || reason === secretReason || reason === privateKeyReason)
    return `Remove the link. If everybody may see the file, write !/${escapeForList(path)} into ${ignoreFileName}.`
  return reason === ignoreListReason ? 'Remove the link.' : ''
}

/** Escapes what has a special meaning in a line of the list. */
const escapeForList = (path: string) => path.replace(/[*?[\\]/g, String.raw`\$&`)

/** A file as Dropbox describes it. `path` is inside the package, in lower case. */
export type FileCandidate = { path: string; isDownloadable: boolean; isSymlink: boolean; hasContentHash: boolean }

/** Checks whether Lectern writes a file at this path itself. Takes the path's key, because files are found by it. */
const isReserved = (key: string) => key === 'lectern-manifest.json' || key === 'lectern' || key.startsWith('lectern/')

/** Returns why Lectern ignores a file and, if possible, the fix. Null if the file belongs to the package. */
export function ignoredReason({ path, isDownloadable, isSymlink, hasContentHash }: FileCandidate): string | null {
  if (path === ignoreFileName) return ignoreListReason
  const segments = path.split('/')
  const name = segments.at(-1)!
  if (isReserved(pathKey(path))) return 'Lectern reserves this name. Rename the file or folder if it is yours.'
  if (segments.slice(0, -1).some(segment => junkFolders.has(segment))) return junkFolderReason
  if (
    junkNames.has(name) ||
    junkPrefixes.some(prefix => name.startsWith(prefix)) ||
    junkSuffixes.some(suffix => name.endsWith(suffix))
  )
    return junkFileReason
  if (isSymlink) return 'It is only a link to another file. Copy the file itself into the folder.'
  if (!isDownloadable) return notDownloadableMessage
  if (!hasContentHash)
    return 'Dropbox has not finished processing this file. Open it in Dropbox once, or save it again.'
  return null
}

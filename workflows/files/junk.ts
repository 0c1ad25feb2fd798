import { pathKey } from '@lectern/domain/files/path-key'

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
export function remedyOfIgnored(reason: string): string {
  if (reason.startsWith(ignoreLineReason))
    return `Remove this line from ${ignoreFileName} if the lesson needs the file. Otherwise, remove the link.`
  if (reason === junkFolderReason) return 'Move the file to another folder and update the link, or remove the link.'
  if (reason === junkFileReason) return 'Rename the file and update the link, or remove the link.'
  return reason === ignoreListReason ? 'Remove the link.' : ''
}

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

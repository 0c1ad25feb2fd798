const junkNames = new Set([
  '.ds_store',
  'thumbs.db',
  'desktop.ini',
  'icon\r',
  '.dropbox',
  '.dropbox.attr',
  '.lecternignore',
  '.localized',
])
const junkFolders = new Set(['__macosx', '.git', '.svn', '.trashes', '.spotlight-v100', '.fseventsd', 'node_modules'])
const junkPrefixes = ['~$', '._', '.~lock.']
const junkSuffixes = ['.tmp', '.crdownload', '.part']

/** Of a document that exists in Dropbox alone, as a listing or a download says. */
export const notDownloadableMessage =
  'Dropbox cannot hand this kind of document out. Export it, for example as PDF or HTML, and put that into the folder.'

/** What Dropbox says of a file beside its name. `path` is inside the package, in lower case. */
export type FileCandidate = { path: string; isDownloadable: boolean; isSymlink: boolean; hasContentHash: boolean }

/** Why a file is left out, with what to do where there is something to do; null: it belongs to the package. */
export function ignoredReason({ path, isDownloadable, isSymlink, hasContentHash }: FileCandidate): string | null {
  const segments = path.split('/')
  const name = segments.at(-1)!
  if (path === 'lectern-manifest.json' || segments[0] === 'lectern')
    return 'This name belongs to Lectern. Rename the file or folder if it is yours.'
  if (segments.slice(0, -1).some(segment => junkFolders.has(segment)))
    return 'It lies in a folder that programs make for themselves.'
  if (
    junkNames.has(name) ||
    junkPrefixes.some(prefix => name.startsWith(prefix)) ||
    junkSuffixes.some(ending => name.endsWith(ending))
  )
    return 'The computer made this file for itself; it is no part of the lesson.'
  if (isSymlink) return 'It is only a link to another file. Copy the file itself into the folder.'
  if (!isDownloadable) return notDownloadableMessage
  if (!hasContentHash) return 'Dropbox has not finished with this file. Open it in Dropbox once, or save it again.'
  return null
}

const names = new Set([
  '.ds_store',
  'thumbs.db',
  'desktop.ini',
  'icon\r',
  '.dropbox',
  '.dropbox.attr',
  '.lecternignore',
  '.localized',
])
const folders = new Set(['__macosx', '.git', '.svn', '.trashes', '.spotlight-v100', '.fseventsd', 'node_modules'])
const prefixes = ['~$', '._', '.~lock.']
const endings = ['.tmp', '.crdownload', '.part']

/** Of a document that exists in Dropbox alone, as a listing or a download says. */
export const notHandedOut =
  'Dropbox cannot hand this kind of document out. Export it, for example as PDF or HTML, and put that into the folder.'

/** What Dropbox says of a file beside its name. `path` is inside the package, in lower case. */
export type Candidate = { path: string; downloadable: boolean; symlink: boolean; hashed: boolean }

/** Why a file is left out, with what to do where there is something to do; null: it belongs to the package. */
export function ignoredReason({ path, downloadable, symlink, hashed }: Candidate): string | null {
  const segments = path.split('/')
  const name = segments.at(-1)!
  if (path === 'lectern-manifest.json' || segments[0] === 'lectern')
    return 'This name belongs to Lectern. Rename the file or folder if it is yours.'
  if (segments.slice(0, -1).some(segment => folders.has(segment)))
    return 'It lies in a folder that programs make for themselves.'
  if (
    names.has(name) ||
    prefixes.some(prefix => name.startsWith(prefix)) ||
    endings.some(ending => name.endsWith(ending))
  )
    return 'The computer made this file for itself; it is no part of the lesson.'
  if (symlink) return 'It is only a link to another file. Copy the file itself into the folder.'
  if (!downloadable) return notHandedOut
  if (!hashed) return 'Dropbox has not finished with this file. Open it in Dropbox once, or save it again.'
  return null
}

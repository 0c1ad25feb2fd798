import { conflictOf } from './conflicted-copy.ts'

/**
 * Why a file is left out by its name, unless the author's `.lecternignore` brings it back. `isSecret`: only a line that
 * names its whole path does.
 */
export type LeftOut = { reason: string; isSecret: boolean }

export const secretReason = 'It may contain passwords or keys, so Lectern does not publish it.'
export const privateKeyReason = 'It contains a private key, so Lectern does not publish it.'
export const leftoverReason = 'A program left it there, for example as a backup copy. It is not part of the lesson.'
export const shortcutReason = 'It is only a shortcut to another file or page. Put the file itself into the folder.'
export const placeholderReason =
  'The file is not on this disk yet, only in iCloud. On your Mac, choose "Download Now" for it in the Finder, and synchronize again.'
export const conflictReason = 'Dropbox kept it because of a conflict with another file.'

/** All reasons of files that are left out by their name or because they contain a key. */
export const leftOutReasons: readonly string[] = [
  ...[secretReason, privateKeyReason, leftoverReason, shortcutReason, placeholderReason, conflictReason],
]

/** Returns whether this is such a reason, which `.lecternignore` may revoke. */
export const isLeftOut = (reason: string): boolean => leftOutReasons.includes(reason)

/**
 * Matches names of files with passwords and keys: settings of programs and servers, stores of keys, and what shells and
 * clients keep. `.key` and `.pem` alone say nothing: these are also presentations and certificates.
 */
const secretName = new RegExp(
  [
    String.raw`^\.env|^\.ht(?!ml?$)|^[._]netrc$|^\.(?:pgpass|my\.cnf|git-credentials|npmrc|pypirc|dockercfg|s3cfg|boto)$`,
    String.raw`^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$|\.(?:ppk|p12|pfx|jks|keystore|kdbx?)$`,
    String.raw`^\.(?:bash|zsh|sh|python|node_repl|mysql|psql|sqlite|rediscli)_history$`,
  ].join('|'),
  'u',
)
/** Folders in which programs keep keys and passwords. */
const secretFolders = new Set(['.ssh', '.aws', '.azure', '.gnupg', '.kube'])

const leftoverName = /\.(?:sw[k-px]|bak|orig|wbk)$|~$|^#.+#$|^\.#/u
const shortcutName = /\.(?:lnk|url|webloc|website|inetloc|fileloc)$/u
const placeholderName = /^\.(.+)\.icloud$/iu

/** Returns why a file is left out by its name, in any letter case. Null if nothing in its path says so. */
export function leftOutByName(path: string): LeftOut | null {
  const names = path.toLowerCase().split('/')
  const name = names.at(-1)!
  if (secretName.test(name) || names.slice(0, -1).some(folder => secretFolders.has(folder)))
    return { reason: secretReason, isSecret: true }
  const reason = reasonOfName(name) ?? (conflictOf(path) ? conflictReason : null)
  return reason === null ? null : { reason, isSecret: false }
}

function reasonOfName(name: string): string | null {
  if (placeholderName.test(name)) return placeholderReason
  if (shortcutName.test(name)) return shortcutReason
  return leftoverName.test(name) ? leftoverReason : null
}

/** Returns the path of the file that a placeholder stands for: `a/.b.png.icloud` is for `a/b.png`. Null for other paths. */
export function pathOfPlaceholder(path: string): string | null {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const name = placeholderName.exec(path.slice(folder.length))?.[1]
  return name === undefined ? null : folder + name
}

const ascii = /^\p{ASCII}*$/u

/**
 * What makes two names of a folder the same name to Dropbox: NFC and lower case, code point by code point, since its lower-casing knows
 * neither the final sigma nor letters that become two (Maestral `utils/path.py`).
 */
export function toPathLower(name: string): string {
  if (ascii.test(name)) return name.toLowerCase()
  return Array.from(name.normalize('NFC'), point => [...point.toLowerCase()][0]).join('')
}

/** The folder of a path; the root is `''`, which is its own. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** The last component of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Whether a path is that folder or lies in it, at any depth. Both by identity. */
export const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

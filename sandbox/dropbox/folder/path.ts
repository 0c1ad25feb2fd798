const ascii = /^\p{ASCII}*$/u

/**
 * Normalizes a name as Dropbox does to compare names: NFC and lowercase. Converts each code point on its own, because
 * Dropbox supports neither the final sigma nor letters that become two (Maestral `utils/path.py`).
 */
export function toPathLower(name: string): string {
  if (ascii.test(name)) return name.toLowerCase()
  return Array.from(name.normalize('NFC'), point => [...point.toLowerCase()][0]).join('')
}

/** Returns the parent folder of a path. The root is `''`, which is its own parent. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Returns the last component of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Returns whether a path is the folder or inside it, at any depth. Both are lowercase paths. */
export const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

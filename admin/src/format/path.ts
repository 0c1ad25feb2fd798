/** Splits a path into its folder (with the trailing slash, or empty) and its file name. */
export function splitPath(path: string): { folder: string; name: string } {
  const cut = path.lastIndexOf('/') + 1
  return { folder: path.slice(0, cut), name: path.slice(cut) }
}

/** Encodes each name of a path for an address. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

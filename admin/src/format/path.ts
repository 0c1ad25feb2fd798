/** A file's path in its two halves: the folder that it lies in (with the slash at its end, or nothing), and its name. */
export function splitPath(path: string): { folder: string; name: string } {
  const cut = path.lastIndexOf('/') + 1
  return { folder: path.slice(0, cut), name: path.slice(cut) }
}

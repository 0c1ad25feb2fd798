/** The folders on the way to `path` (as Dropbox writes it: `` for the root, `/Lessons/Biology`), the root first. */
export function trailOf(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean)
  const steps = names.map((name, at) => ({ name, path: `/${names.slice(0, at + 1).join('/')}` }))
  return [{ name: 'Dropbox', path: '' }, ...steps]
}

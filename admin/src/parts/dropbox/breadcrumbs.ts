/** The folders on the way to `path` (as Dropbox writes it: `` for the root, `/Lessons/Biology`), the root first. */
export function folderBreadcrumbs(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean)
  const breadcrumbs = names.map((name, index) => ({ name, path: `/${names.slice(0, index + 1).join('/')}` }))
  return [{ name: 'Dropbox', path: '' }, ...breadcrumbs]
}

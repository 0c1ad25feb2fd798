import { t } from '../../texts/texts.ts'

/** The folders that lead to `path`, the root first. Dropbox's root is the empty path; others start with a slash. */
export function folderBreadcrumbs(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean)
  const breadcrumbs = names.map((name, index) => ({ name, path: `/${names.slice(0, index + 1).join('/')}` }))
  return [{ name: t('dropbox.root'), path: '' }, ...breadcrumbs]
}

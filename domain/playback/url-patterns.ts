/** Stands for one or more characters that URLs may contain in several forms, plain or encoded. */
const anyForm = '[^/]+'

/**
 * Returns a pattern, for Postgres, of a name in URLs. Where the name has anything but letters and digits of ASCII, it may be
 * percent-encoded or have another Unicode form, so anything matches there.
 */
const namePattern = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[A-Za-z0-9](?=\p{M})|[^A-Za-z0-9]+/gu, '/')
    .replace(/\/+/g, anyForm)

const splitName = (path: string) => {
  const segments = path.split('/')
  return { name: segments.at(-1)!, folder: segments.at(-2) ?? '', isIndex: /^index\.html?$/i.test(segments.at(-1)!) }
}

/** Matches the URLs that may lead to a file, whatever the folder of the page. Match it without regard to letter case. */
export function urlPattern(path: string): string {
  const { name, folder, isIndex } = splitName(path)
  const named = `(^|[/\\\\])${namePattern(name)}([?#]|$)`
  if (!isIndex) return named
  const folderName = folder === '' ? '' : `|${namePattern(folder)}`
  return `${named}|(^|[/\\\\])(\\.{0,2}${folderName})[/\\\\]?([?#]|$)`
}

/** Matches texts that may contain such a URL: all of them for an index page. */
export function textPattern(path: string): string {
  const { name, isIndex } = splitName(path)
  return isIndex ? '' : namePattern(name)
}

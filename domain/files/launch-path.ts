const origin = 'https://package.invalid/'

/**
 * Resolves the URL in a launch manifest to a path of the package, without its query. `folder` is the manifest's folder:
 * '' or a path with a slash at its end. Null when the URL is invalid or leads out of the package.
 */
export function resolveLaunchPath(folder: string, url: string): string | null {
  const base = origin + folder.split('/').map(encodeURIComponent).join('/')
  const resolved = URL.parse(url.trim().replaceAll('\\', '/'), base)
  if (!resolved?.href.startsWith(origin)) return null
  const path = resolved.pathname.slice(1)
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

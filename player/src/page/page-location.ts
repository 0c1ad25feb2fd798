/** The package, content version, and API address of a page, derived from the page's own address. */
export type PageLocation = {
  /** The path of the GraphQL endpoint on the page's own host, such as `/view/<token>/graphql`. */
  graphql: string
  /** The path of the package's root folder, with a trailing slash. */
  root: string
  package: string
  release?: number
  environment?: string
  revision?: number
}

const addressPatterns = [
  /^(?<base>\/preview\/[^/]+)\/(?<package>[^/]+)\/(?<revision>\d+)\//,
  /^(?<base>\/view\/[^/]+)\/(?<environment>[^/]+)\/(?<package>[^/]+)\/(?<release>\d+)\//,
  /^(?<base>)\/(?!preview\/|view\/)(?<environment>[^/]+)\/(?<package>[^/]+)\/(?<release>\d+)\//,
]

/**
 * Parses the address of a page on the content host. Returns null for any other page, such as one opened from disk or
 * served by another site. The player then leaves the page unchanged.
 */
export function parsePageLocation(page: URL): PageLocation | null {
  if (page.protocol !== 'http:' && page.protocol !== 'https:') return null
  for (const pattern of addressPatterns) {
    const match = pattern.exec(page.pathname)
    const part = match?.groups
    if (!match || !part) continue
    return {
      graphql: `${part.base}/graphql`,
      root: match[0],
      package: decode(part.package ?? ''),
      ...(part.release && { release: Number(part.release) }),
      ...(part.environment && { environment: decode(part.environment) }),
      ...(part.revision && { revision: Number(part.revision) }),
    }
  }
  return null
}

/**
 * Returns the path of a file inside the package, as Dropbox names it (decoded, NFC, doubled slashes once). Returns null
 * when the address points outside the package.
 * @param address the value of `src`, relative to `base` (the document's base URI)
 */
export function pathInPackage(pageLocation: PageLocation, address: string, base: string): string | null {
  const url = URL.canParse(address, base) ? new URL(address, base) : null
  if (!url || url.origin !== new URL(base).origin || !url.pathname.startsWith(pageLocation.root)) return null
  const path = url.pathname
    .slice(pageLocation.root.length)
    .replace(/\/{2,}/g, '/')
    .replace(/^\//, '')
  return decode(path).normalize('NFC') || null
}

/** Decodes percent-encoding. Keeps invalid sequences, because authors write `100%.mp4` without encoding the percent. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, run => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}

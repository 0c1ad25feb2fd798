/** Where a page stands, read from nothing but its own address: what to ask for, and where. */
export type PageLocation = {
  /** Path of the GraphQL address on the page's own host, e.g. `/view/<token>/graphql`. */
  graphql: string
  /** Path of the package's root, with a slash at its end; what lies below it is the package. */
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
 * The place of a page on the content host, or null where it is not one: a page opened from the disk, or served by
 * somebody else under other addresses. Then the player leaves the page alone.
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
 * The path of a file inside the package, as Dropbox names it (decoded, NFC), or null when the address leads elsewhere.
 * @param address what stands in `src`, relative to `base` (the document's base URI)
 */
export function pathInPackage(pageLocation: PageLocation, address: string, base: string): string | null {
  const url = URL.canParse(address, base) ? new URL(address, base) : null
  if (!url || url.origin !== new URL(base).origin || !url.pathname.startsWith(pageLocation.root)) return null
  return decode(url.pathname.slice(pageLocation.root.length)).normalize('NFC') || null
}

/** Decodes what is decodable and keeps the rest: authors write `100%.mp4` without encoding the per cent sign. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, run => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
}

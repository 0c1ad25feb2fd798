/** The addresses in a `srcset`. They may hold commas; one at the end divides. (HTML 4.8.4.3.10) */
export function addressesInSrcset(srcset: string): string[] {
  const found: string[] = []
  const address = /[\s,]*(\S+)/y
  const descriptors = /(?:\([^)]*\)?|[^,(])*/y
  for (let next = address.exec(srcset); next; next = address.exec(srcset)) {
    const url = next[1]!.replace(/,+$/, '')
    if (url) found.push(url)
    if (url.length < next[1]!.length) continue
    descriptors.lastIndex = address.lastIndex
    descriptors.exec(srcset)
    address.lastIndex = descriptors.lastIndex
  }
  return found
}

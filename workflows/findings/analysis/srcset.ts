/** Finds the URLs in a `srcset`. A URL may contain commas. A comma at its end is a separator. (HTML 4.8.4.3.10) */
export function findSrcsetUrls(srcset: string): string[] {
  const found: string[] = []
  const urlPattern = /[\s,]*(\S+)/y
  const descriptors = /(?:\([^)]*\)?|[^,(])*/y
  for (let next = urlPattern.exec(srcset); next; next = urlPattern.exec(srcset)) {
    const url = withoutTrailingCommas(next[1]!)
    if (url) found.push(url)
    if (url.length < next[1]!.length) continue
    descriptors.lastIndex = urlPattern.lastIndex
    descriptors.exec(srcset)
    urlPattern.lastIndex = descriptors.lastIndex
  }
  return found
}

function withoutTrailingCommas(url: string): string {
  let end = url.length
  while (url[end - 1] === ',') end--
  return url.slice(0, end)
}

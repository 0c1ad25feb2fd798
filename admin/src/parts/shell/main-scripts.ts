/** Returns the addresses of the modules that a page of the admin starts with. They contain the hashes of the build. */
export function mainScripts(html: string): string {
  const tags = html.match(/<script[^>]*\stype="module"[^>]*>/g) ?? []
  return tags.map(tag => /\ssrc="([^"]+)"/.exec(tag)?.[1]).join(' ')
}

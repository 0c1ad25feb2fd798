/** Returns the address of the script that a page of the admin starts with. It contains the hash of the build. */
export function mainScript(html: string): string | null {
  const tag = /<script[^>]*\stype="module"[^>]*>/.exec(html)?.[0]
  return tag ? (/\ssrc="([^"]+)"/.exec(tag)?.[1] ?? null) : null
}

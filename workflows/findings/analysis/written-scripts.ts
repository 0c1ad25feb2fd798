import type { LocatedUrl } from './css.ts'

/** Matches a `<script>` with an http address in a string of a script. The tag may be in pieces: `'<scr' + 'ipt src='`. */
const writtenScript = /<scr[^>]{0,200}?src\s{0,9}=[\\"'\s+]{0,20}(http:[\\/]{2,4}[^\s"'<>]{1,2000})/gi

/** Finds the scripts over http that a script writes into the page by `document.write`. */
export function findWrittenScripts(script: string): LocatedUrl[] {
  if (!/document\s{0,9}\.\s{0,9}write/.test(script)) return []
  return [...script.matchAll(writtenScript)].map(({ index, 1: url }) => ({
    url: url!.replaceAll('\\', ''),
    offset: index,
  }))
}

/**
 * Match where a script names another one by a constant. The lengths are limited, so that any text is searched in linear
 * time.
 */
const workerUrl =
  /\bnew\s{1,20}(?:Shared)?Worker\s{0,20}\(\s{0,20}(?:new\s{1,20}URL\s{0,20}\(\s{0,20})?(["'`])([^"'`\n$]{1,500})\1/g
const moduleUrl =
  /(?<![.\w$])(?:from|import)\s{0,20}\(?\s{0,20}(["'])(\.{0,2}\/[^"'\n]{1,500})\1(?!\s{0,20}(?:with|assert)\s{0,20}\{)/g
const jqueryUrl = /\bgetScript\s{0,20}\(\s{0,20}(["'])([^"'\n]{1,500})\1/g
/** A `<script>` in a string that is written into the page. Its tag may be in pieces: `'<scr' + 'ipt src='`. */
const writtenUrl = /<scr[^>]{0,200}?\bsrc\s{0,9}=\s{0,9}\\?(["'])([^"'\\<>\n]{1,500})\\?\1/gi
const writesMarkup = /document\s{0,9}\.\s{0,9}write/

/** Matches the scripts that a worker imports: several constants in one call. */
const importedScripts = /\bimportScripts\s{0,20}\(([^()]{1,2000})\)/g
const constant = /(["'`])([^"'`\n$]{1,500})\1/g

/** Match an element that a script makes, with its name, and the file that such an element gets. */
const madeElement =
  /(?<![\w$])([\w$]{1,50})\s{0,20}=\s{0,20}[\w$.]{1,50}\.createElement\s{0,9}\(\s{0,9}["']script["']\s{0,9}\)/gi
const givenUrl =
  /(?<![\w$])([\w$]{1,50})\s{0,20}\.\s{0,20}(?:src\s{0,20}=|setAttribute\s{0,9}\(\s{0,9}["']src["']\s{0,9},)\s{0,20}(["'])([^"'\n]{1,500})\2/g

/** The maximum number of URLs of each kind. */
const maxUrls = 200

/**
 * Finds the first URLs of workers, modules, and other scripts that a script names. Names of libraries (`import 'jquery'`)
 * are not URLs. Does not find what the script puts together.
 */
export const findScriptUrls = (script: string): string[] =>
  [
    firstMatches(script, workerUrl, ([, , url]) => [url!]),
    firstMatches(script, moduleUrl, ([, , url]) => [url!]),
    firstMatches(script, importedScripts, ([, list]) => firstMatches(list!, constant, ([, , url]) => [url!])),
    firstMatches(script, jqueryUrl, ([, , url]) => [url!]),
    writesMarkup.test(script) ? firstMatches(script, writtenUrl, ([, , url]) => [url!]) : [],
    urlsOfMadeElements(script),
  ].flat()

function urlsOfMadeElements(script: string): string[] {
  const names = new Set(firstMatches(script, madeElement, ([, name]) => [name!]))
  if (names.size === 0) return []
  return firstMatches(script, givenUrl, ([, name, , url]) => (names.has(name!) ? [url!] : []))
}

/** Returns what `read` finds in the first matches of a pattern. */
function firstMatches(text: string, pattern: RegExp, read: (match: RegExpExecArray) => string[]): string[] {
  const found: string[] = []
  for (const match of text.matchAll(pattern)) {
    found.push(...read(match))
    if (found.length >= maxUrls) break
  }
  return found.slice(0, maxUrls)
}

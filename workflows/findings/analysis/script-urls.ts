/**
 * Matches where a script names a worker or a module by a constant. The lengths are limited, so that any text is searched
 * in linear time.
 */
const workerUrl = /\bnew\s{1,20}(?:Shared)?Worker\s{0,20}\(\s{0,20}(["'`])([^"'`\n$]{1,500})\1/g
const moduleUrl =
  /(?<![.\w$])(?:from|import)\s{0,20}\(?\s{0,20}(["'])(\.{0,2}\/[^"'\n]{1,500})\1(?!\s{0,20}(?:with|assert)\s{0,20}\{)/g

/** The maximum number of workers, and of modules. */
const maxUrls = 200

/**
 * Finds the first URLs of workers and modules in a script. Names of libraries (`import 'jquery'`) are not URLs. Does not
 * find what the script puts together.
 */
export const findScriptUrls = (script: string): string[] =>
  [workerUrl, moduleUrl].flatMap(pattern => {
    const urls: string[] = []
    for (const [, , url] of script.matchAll(pattern)) if (urls.push(url!) === maxUrls) break
    return urls
  })

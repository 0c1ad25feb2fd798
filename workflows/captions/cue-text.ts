/**
 * Places of old players (`{\an8}`), colours, the tags that WebVTT has too, line breaks of HTML, and what WebVTT writes in another way. What a
 * tool has written as an entity is left as one.
 */
const markupPattern =
  /\{\\[^{}]*\}|<\/?font\b[^<>]*>|<(\/?)([biu])(?:\s[^<>]*)?>|<br\s*\/?>|&(?!(?:amp|lt|gt|quot|nbsp|lrm|rlm|#\d+|#x[\da-f]+);)|[<>]/gi

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** The words of a caption of SubRip as WebVTT writes them, without blank lines, which would end it; '' when nothing is left. */
export const cueText = (lines: string[]): string =>
  lines
    .join('\n')
    .replace(markupPattern, rewriteMarkup)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: programs of old end files with them
    .replace(/[\0\x1a\ufeff]/g, '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .join('\n')

function rewriteMarkup(found: string, slash: string | undefined, letter: string | undefined): string {
  if (letter) return `<${slash}${letter.toLowerCase()}>`
  return escapes[found] ?? (/^<br/i.test(found) ? '\n' : '')
}

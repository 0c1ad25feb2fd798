/**
 * Matches positions for older players (`{\an8}`), colors, tags that WebVTT also has, HTML line breaks, and characters
 * that WebVTT escapes. Does not match existing entities.
 */
const markupPattern =
  /\{\\[^{}]*\}|<\/?font\b[^<>]*>|<(\/?)([biu])(?:\s[^<>]*)?>|<br\s*\/?>|&(?!(?:amp|lt|gt|quot|nbsp|lrm|rlm|#\d+|#x[\da-f]+);)|[<>]/gi

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Converts the text of a SubRip cue to WebVTT. Removes blank lines, which would end the cue. May return ''. */
export const cueText = (lines: string[]): string =>
  lines
    .join('\n')
    .replace(markupPattern, rewriteMarkup)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: older programs end files with them
    .replace(/[\0\x1a\ufeff]/g, '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .join('\n')

function rewriteMarkup(match: string, slash: string | undefined, letter: string | undefined): string {
  if (letter) return `<${slash}${letter.toLowerCase()}>`
  return escapes[match] ?? (/^<br/i.test(match) ? '\n' : '')
}

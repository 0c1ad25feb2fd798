/** Matches the player's tag, in HTML and XHTML, with a namespace prefix or without. */
const playerTag =
  /<((?:[^\s<>/:]+:)?)script (?:type="module"|async(?:="")?) src="(?:\.\.\/)*lectern\/player\.js" data-lectern="\d+"><\/\1script>/

/** The paths below which the proxy answers by itself. */
export const ownPath = '/matrix-harness/'

/**
 * Puts the recorder, if wanted, before the player's tag of a page. A bare page loses the tag: that is the page as it was
 * written.
 * Pages without the tag stay as they are.
 * @param text the page's bytes as Latin-1, so that its character encoding does not matter
 */
export function rewritePage(text: string, options: { bare: boolean; recorder: boolean }): string {
  return text.replace(playerTag, (tag, prefix) => {
    const recorder = options.recorder ? `<${prefix}script src="${ownPath}recorder.js"></${prefix}script>` : ''
    return options.bare ? recorder : recorder + tag
  })
}

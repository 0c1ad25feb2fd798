const maxNames = 5

/**
 * Returns names in quotes, each once, at most the first five: `"a", "b", and 3 more`. `count`: how many there are, if
 * `names` are only the first of them.
 */
export function formatNames(names: string[], count = new Set(names).size): string {
  const distinct = [...new Set(names)]
  const shown = distinct.slice(0, maxNames).map(name => `"${name}"`)
  const more = count - shown.length
  return [...shown, ...(more > 0 ? [`and ${more.toLocaleString('en-US')} more`] : [])].join(', ')
}

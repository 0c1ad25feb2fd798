const maxNames = 5

/** Returns names in quotes, each once, at most the first five: `"a", "b", and 3 more`. */
export function formatNames(names: string[]): string {
  const distinct = [...new Set(names)]
  const shown = distinct.slice(0, maxNames).map(name => `"${name}"`)
  const more = distinct.length - shown.length
  return [...shown, ...(more > 0 ? [`and ${more.toLocaleString('en-US')} more`] : [])].join(', ')
}

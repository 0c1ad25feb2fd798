import type { PluginContent } from '@lectern/domain/findings/text-analyses'

type PluginName = PluginContent['plugin']

/** Class ids and media types that identify a plug-in. */
const typePatterns: [PluginName, RegExp][] = [
  ['Flash', /d27cdb6e-ae6d-11cf-96b8-444553540000|application\/(x-shockwave-flash|futuresplash|vnd\.adobe\.flash)/i],
  ['Silverlight', /dfeaf541-f3e1-4c24-acac-99c30715084a|application\/x-silverlight/i],
  ['Java', /8ad9c840-044e-11d1-b3e9-00805f499d93|cafeefac-|application\/(x-)?java-?(applet|bean|vm)/i],
  ['Director', /166b1bca-3f9c-11cf-8075-444553540000|application\/x-director/i],
]

const pluginByExtension = new Map<string, PluginName>([
  ['swf', 'Flash'],
  ['xap', 'Silverlight'],
  ['dcr', 'Director'],
])

/** Elements that show the content of a plug-in. */
export const pluginTags: ReadonlySet<string> = new Set(['object', 'embed', 'applet', 'param'])

/** Returns the plug-in that a class id or media type identifies. Null if it is not a plug-in that browsers dropped. */
export const pluginOfType = (text: string): PluginName | null =>
  typePatterns.find(([, pattern]) => pattern.test(text))?.[0] ?? null

/** Returns the plug-in of an animation file by its extension. Ignores queries and anchors. */
export const pluginOfFile = (url: string): PluginName | null =>
  pluginByExtension.get(/\.([a-z]{3})(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? '') ?? null

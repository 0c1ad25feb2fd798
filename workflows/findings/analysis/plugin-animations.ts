import type { PluginContent } from '@lectern/domain/findings/text-analyses'

type PluginName = PluginContent['plugin']

/** What names a technique for plug-ins: class ids, media types, endings of files. The endings alone are no proof of anything else. */
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

/** The technique that a class id or a media type names; null: it is none of those that browsers have given up. */
export const pluginOfType = (text: string): PluginName | null =>
  typePatterns.find(([, pattern]) => pattern.test(text))?.[0] ?? null

/** The technique of an animation by the ending of its file; queries and anchors do not count. */
export const pluginOfFile = (url: string): PluginName | null =>
  pluginByExtension.get(/\.([a-z]{3})(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase() ?? '') ?? null

import type { PluginContent, Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import { pluginOfFile, pluginOfType } from './plugin-animations.ts'
import { findCssUrls, type LocatedUrl } from './css.ts'
import { findSrcsetUrls } from './srcset.ts'
import { toStorableText } from '../../files/storable-text.ts'

/** An attribute, its value decoded, and where it stands in the text. */
export type Attribute = { name: string; value: string; offset: number }

/** An element as both parsers tell it; names of HTML in lower case. */
export type MarkupElement = { tag: string; attributes: Attribute[]; offset: number }

/** What an element lies in, as far as it matters: a `<video>` (its number) or sound, and the outermost thing for a plug-in. */
export type ElementContext = { tag: string; video?: number; plugin?: Plugin; isFallback?: true }
type Plugin = { offset: number; typeHints: string[]; files: string[] }

/** These addresses load nothing from anywhere. What lies inside the page is longer than any file's name. */
const nonLoadingUrl = /^(#|javascript:|mailto:|data:|tel:|sms:|blob:|about:|$)/i
const maxUrlLength = 2_000
/** So many references of one text are kept, and so many animations. */
const maxReferences = 20_000

const loadingRels = /\b(stylesheet|icon|preload|prefetch|modulepreload|manifest|apple-touch-icon|mask-icon)\b/i
const fileParamNames = /^(movie|src|source|url|filename)$/i
const tagsWithBackground = /^(body|table|thead|tbody|tr|td|th)$/

/** Collects what a text written in markup refers to, element by element in the order of the text. */
export class ReferenceCollector {
  readonly references: Reference[] = []
  /** Is it a page that only divides the window into frames? */
  hasFrameset = false
  #lineOf: (offset: number) => number
  #videos = 0
  #decorations: number[] = []
  #base: string | undefined
  #plugins: Plugin[] = []

  constructor(lineOf: (offset: number) => number) {
    this.#lineOf = lineOf
  }

  /** Looks at an element. Returns what its children lie in. */
  enter({ tag, attributes, offset }: MarkupElement, parentContext: ElementContext): ElementContext {
    const get = (name: string) => attributes.find(attribute => attribute.name === name)?.value
    const context: ElementContext = { ...parentContext, tag }
    if (tag === 'base') this.#base ??= get('href')
    if (tag === 'frameset') this.hasFrameset = true
    if (tag === 'video') context.video = this.#videos++
    if (tag === 'video' && isDecoration(name => get(name) !== undefined)) this.#decorations.push(context.video!)
    if (tag === 'video' || tag === 'audio') context.isFallback = true
    if (tag === 'object' || tag === 'embed' || tag === 'applet')
      context.plugin = this.#plugin(tag, offset, parentContext)
    for (const { name, value, offset } of attributes) {
      if (name === 'style' && value.includes('(')) this.addCss(value, offset, 'attribute')
      const usingTag =
        name === 'poster' ? 'img' : tag === 'source' ? parentContext.tag : tag === 'param' ? 'object' : tag
      for (const url of urlsIn(tag, name, value, get)) this.add({ url, offset }, usingTag, context.video)
    }
    if (context.plugin) this.#describe(context.plugin, tag, attributes, get)
    return context
  }

  /** Looks at CSS that begins at this place: of a `<style>` (`places` are those of the text) or of an attribute (it is all one place). */
  addCss(css: string, offset: number, location: 'text' | 'attribute'): void {
    for (const address of findCssUrls(css)) {
      const at = location === 'text' ? offset + address.offset : offset
      this.add({ url: address.url, offset: at }, 'style')
    }
  }

  /** Everything but the references. */
  facts(): TextFacts {
    const animations = this.#plugins.flatMap(plugin => this.#animation(plugin) ?? []).slice(0, maxReferences)
    return {
      ...(this.#base !== undefined && { base: toStorableText(this.#base.trim().slice(0, maxUrlLength)) }),
      ...(this.#videos > 0 && { hasVideo: true }),
      ...(this.#decorations.length > 0 && { decorations: this.#decorations }),
      ...(this.hasFrameset && { hasFrameset: true }),
      ...(animations.length > 0 && { animations }),
    }
  }

  /** Keeps an address that this element uses, unless it loads nothing. */
  add({ url, offset }: LocatedUrl, tag: string, video?: number): void {
    const address = url.trim()
    if (nonLoadingUrl.test(address) || address.length > maxUrlLength || this.references.length >= maxReferences) return
    const reference = { url: toStorableText(address), line: this.#lineOf(offset), tag }
    this.references.push(tag === 'video' ? { ...reference, video } : reference)
  }

  /** The old markup puts one into another for different browsers: the outermost stands for all. What lies in a `<video>` is for browsers without. */
  #plugin(tag: string, offset: number, parentContext: ElementContext): Plugin | undefined {
    if (parentContext.plugin || parentContext.isFallback) return parentContext.plugin
    const plugin: Plugin = { offset, typeHints: tag === 'applet' ? ['application/x-java-applet'] : [], files: [] }
    this.#plugins.push(plugin)
    return plugin
  }

  #describe(plugin: Plugin, tag: string, attributes: Attribute[], get: (name: string) => string | undefined): void {
    if (tag === 'param' && fileParamNames.test(get('name') ?? '')) plugin.files.push(get('value') ?? '')
    if (tag !== 'object' && tag !== 'embed' && tag !== 'applet') return
    for (const { name, value } of attributes) {
      if (name === 'type' || name === 'classid' || name === 'codetype') plugin.typeHints.push(value)
      if (name === 'data' || name === 'src' || name === 'code') plugin.files.push(value)
    }
  }

  #animation({ offset, typeHints, files }: Plugin): PluginContent | null {
    const pluginFromType = typeHints.map(pluginOfType).find(technique => technique !== null)
    const file = files.find(pluginOfFile) ?? (pluginFromType ? files[0] : undefined)
    const plugin = pluginFromType ?? (file ? pluginOfFile(file) : null)
    if (!plugin) return null
    const url = file?.trim().slice(0, maxUrlLength)
    return { plugin, line: this.#lineOf(offset), ...(url && !nonLoadingUrl.test(url) && { url: toStorableText(url) }) }
  }
}

/** As the player sees it: what starts by itself without sound, again and again, and cannot be controlled. */
const isDecoration = (has: (name: string) => boolean): boolean =>
  has('muted') && has('loop') && has('autoplay') && !has('controls')

/** The addresses in an attribute of an element; none in attributes of other meanings. */
function urlsIn(tag: string, name: string, value: string, get: (name: string) => string | undefined): string[] {
  switch (name) {
    case 'href':
    case 'xlink:href':
      return tag === 'base' || (tag === 'link' && !loadingRels.test(get('rel') ?? '')) ? [] : [value]
    case 'src':
    case 'poster':
      return [value]
    case 'background':
      return tagsWithBackground.test(tag) ? [value] : []
    case 'data':
      return tag === 'object' ? [value] : []
    case 'srcset':
    case 'imagesrcset':
      return findSrcsetUrls(value)
    case 'content':
      return tag === 'meta' && /^refresh$/i.test(get('http-equiv')?.trim() ?? '') ? urlInRefresh(value) : []
    case 'value':
      return tag === 'param' && fileParamNames.test(get('name') ?? '') ? [value] : []
    default:
      return []
  }
}

/** «5; url='next.html'» as browsers read it: all marks but the seconds may be missing. (HTML 4.2.5.3) */
function urlInRefresh(content: string): string[] {
  const [, rest] = /^\s*[\d.]+[;,\s]*(.*)$/s.exec(content) ?? []
  const address = rest?.replace(/^url\s*=\s*/i, '') ?? ''
  const quote = address[0]
  return quote === '"' || quote === "'" ? [address.slice(1).split(quote, 1)[0]!] : [address]
}

import type { FileUse, PluginContent, Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import { toStorableText } from '../../files/storable-text.ts'
import { findCssUrls, type LocatedUrl } from './css.ts'
import { pluginOfFile, pluginOfType } from './plugin-animations.ts'
import { findScriptUrls } from './script-urls.ts'
import { findSrcsetUrls } from './srcset.ts'

/** An attribute with its decoded value and its offset in the text. */
export type Attribute = { name: string; value: string; offset: number }

/** An element as both parsers report it. HTML names are in lower case. */
export type MarkupElement = { tag: string; attributes: Attribute[]; offset: number }

/**
 * The relevant ancestors of an element: a `<video>` (its number), video or audio fallback, and the outermost plug-in.
 */
export type ElementContext = { tag: string; video?: number; plugin?: Plugin; isFallback?: true }
type Plugin = { offset: number; typeHints: string[]; files: string[] }

/** Matches URLs that load nothing. `data:` URLs are longer than any file name. */
const nonLoadingUrl = /^(#|javascript:|mailto:|data:|tel:|sms:|blob:|about:|$)/i
const maxUrlLength = 2_000
/** The maximum number of references, and of animations, per text. */
const maxReferences = 20_000
/** The maximum number of workers and modules per text. */
const maxScriptUrls = 200

const loadingRels = /\b(stylesheet|icon|preload|prefetch|modulepreload|manifest|apple-touch-icon|mask-icon)\b/i
const fileParamNames = /^(movie|src|source|url|filename)$/i
const tagsWithBackground = /^(body|table|thead|tbody|tr|td|th)$/

/** Collects the references in markup, element by element in document order. */
export class ReferenceCollector {
  readonly references: Reference[] = []
  /** Whether the page only divides the window into frames. */
  hasFrameset = false
  #lineOf: (offset: number) => number
  #videos = 0
  #decorations: number[] = []
  #base: string | undefined
  #plugins: Plugin[] = []
  #scriptUrls = new Set<string>()

  constructor(lineOf: (offset: number) => number) {
    this.#lineOf = lineOf
  }

  /** Records an element. Returns the context of its children. */
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
      const use = fileUse(tag, name, get)
      for (const url of urlsIn(tag, name, value, get)) this.add({ url, offset, use }, usingTag, context.video)
    }
    if (context.plugin) this.#describe(context.plugin, tag, attributes, get)
    return context
  }

  /** Records the URLs in CSS at this offset: of a `<style>` (exact offsets) or of an attribute (one offset for all). */
  addCss(css: string, offset: number, location: 'text' | 'attribute'): void {
    for (const found of findCssUrls(css)) {
      const at = location === 'text' ? offset + found.offset : offset
      this.add({ ...found, offset: at }, 'style')
    }
  }

  /** Records the workers and modules that a `<script>` of the page names. */
  addScript(script: string): void {
    for (const url of findScriptUrls(script))
      if (this.#scriptUrls.size < maxScriptUrls) this.#scriptUrls.add(toStorableText(url))
  }

  /** Returns everything except the references. */
  facts(): TextFacts {
    const animations = this.#plugins.flatMap(plugin => this.#animation(plugin) ?? []).slice(0, maxReferences)
    return {
      ...(this.#base !== undefined && { base: toStorableText(this.#base.trim().slice(0, maxUrlLength)) }),
      ...(this.#videos > 0 && { hasVideo: true }),
      ...(this.#decorations.length > 0 && { decorations: this.#decorations }),
      ...(this.hasFrameset && { hasFrameset: true }),
      ...(this.#scriptUrls.size > 0 && { scriptUrls: [...this.#scriptUrls] }),
      ...(animations.length > 0 && { animations }),
    }
  }

  /** Records a URL that this element uses, unless it loads nothing. */
  add({ url, offset, use }: LocatedUrl, tag: string, video?: number): void {
    const trimmed = url.trim()
    if (nonLoadingUrl.test(trimmed) || trimmed.length > maxUrlLength || this.references.length >= maxReferences) return
    const reference = { url: toStorableText(trimmed), line: this.#lineOf(offset), tag, ...(use && { use }) }
    this.references.push(tag === 'video' ? { ...reference, video } : reference)
  }

  /**
   * Returns the plug-in that an element belongs to. Old markup nests elements for different browsers, and the outermost
   * represents all of them. Content of a `<video>` is only a fallback.
   */
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
    const pluginFromType = typeHints.map(pluginOfType).find(plugin => plugin !== null)
    const file = files.find(pluginOfFile) ?? (pluginFromType ? files[0] : undefined)
    const plugin = pluginFromType ?? (file ? pluginOfFile(file) : null)
    if (!plugin) return null
    const url = file?.trim().slice(0, maxUrlLength)
    return { plugin, line: this.#lineOf(offset), ...(url && !nonLoadingUrl.test(url) && { url: toStorableText(url) }) }
  }
}

/** Uses the player's definition of decoration: starts by itself, muted, looping, and without controls. */
const isDecoration = (has: (name: string) => boolean): boolean =>
  has('muted') && has('loop') && has('autoplay') && !has('controls')

/** Matches the types of a `<script>` that browsers run. Others only hold data. */
const runnableType = /^\s*(module|(text|application)\/(x-)?(java|ecma|j|live)script[\d.]*(\s*;.*)?)?\s*$/i

/** Returns how browsers read the file that an attribute names. Undefined when its own type decides. */
function fileUse(tag: string, name: string, get: (name: string) => string | undefined): FileUse | undefined {
  if (tag === 'script' && (name === 'src' || name === 'href' || name === 'xlink:href'))
    return runnableType.test(get('type') ?? '') ? 'script' : undefined
  if (tag !== 'link' || name !== 'href') return undefined
  const rel = get('rel') ?? ''
  if (/\bmodulepreload\b/i.test(rel)) return 'script'
  return /\bstylesheet\b/i.test(rel) ? 'style' : undefined
}

/** Returns the URLs in an attribute, or none if the attribute has another meaning. */
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

/** Parses `5; url='next.html'` as browsers do: everything except the seconds is optional. (HTML 4.2.5.3) */
function urlInRefresh(content: string): string[] {
  const [, rest] = /^\s*[\d.]+[;,\s]*(.*)$/s.exec(content) ?? []
  const url = rest?.replace(/^url\s*=\s*/i, '') ?? ''
  const quote = url[0]
  return quote === '"' || quote === "'" ? [url.slice(1).split(quote, 1)[0]!] : [url]
}

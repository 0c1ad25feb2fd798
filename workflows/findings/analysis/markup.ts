import type { FileUse, PluginContent, Reference, TextFacts } from '@lectern/domain/findings/text-analyses'
import { decodeLeniently } from '@lectern/domain/playback/content-address'
import { toStorableText } from '../../files/storable-text.ts'
import { findCssUrls, type LocatedUrl } from './css.ts'
import { pluginOfFile, pluginOfType } from './plugin-animations.ts'
import { findScriptUrls } from './script-urls.ts'
import { fileParamNames, formTarget, isAlwaysChosen, type Use, urlsInAttribute } from './url-attributes.ts'
import { findWrittenScripts } from './written-scripts.ts'

/** An attribute with its decoded value and its offset in the text. */
export type Attribute = { name: string; value: string; offset: number }

/** An element as both parsers report it. HTML names are in lower case. */
export type MarkupElement = { tag: string; attributes: Attribute[]; offset: number }

/**
 * The relevant ancestors of an element: a `<video>` or `<audio>` (its number), video or audio fallback, and the outermost
 * plug-in.
 */
export type ElementContext = { tag: string; video?: number; audio?: number; plugin?: Plugin; isFallback?: true }
type Plugin = { offset: number; typeHints: string[]; files: string[] }

/** Matches URLs that load nothing. `data:` URLs are longer than any file name. */
const nonLoadingUrl = /^(#|javascript:|mailto:|data:|tel:|sms:|blob:|about:|$)/i
/** Matches placeholders, which a script or a server replaces: `{{x}}`, `${x}`, `<%=x%>`, `<?x?>`, `{%x%}`. Editors encode them. */
const placeholder = /\{[{%]|\$\{|<[%?]/
const hasPlaceholder = (url: string) =>
  placeholder.test(url) || (url.includes('%') && placeholder.test(decodeLeniently(url)))
const maxUrlLength = 2_000
/** The maximum number of references per text. All others are counted. */
const maxReferences = 100_000
/** The maximum number of animations per text. */
const maxAnimations = 20_000
/** The maximum number of workers and modules per text. */
const maxScriptUrls = 200

/** Collects the references in markup, element by element in document order. */
export class ReferenceCollector {
  readonly references: Reference[] = []
  #lineOf: (offset: number) => number
  #videos = 0
  #audios = 0
  #decorations: number[] = []
  #base: { url: string; line: number } | undefined
  #uncheckedReferences = 0
  #srcdocLength = 0
  #plugins: Plugin[] = []
  #scriptUrls = new Set<string>()
  /** Whether browsers use a `<source>` of the current `<picture>`, whatever the size of the screen. */
  #isPictureChosen = false

  constructor(lineOf: (offset: number) => number) {
    this.#lineOf = lineOf
  }

  /** Records an element. Returns the context of its children. */
  enter({ tag, attributes, offset }: MarkupElement, parentContext: ElementContext): ElementContext {
    const get = (name: string) => attributes.find(attribute => attribute.name === name)?.value
    const context: ElementContext = { ...parentContext, tag }
    if (tag === 'base') this.#addBase(get('href'), offset)
    if (tag === 'video') context.video = this.#videos++
    if (tag === 'audio') context.audio = this.#audios++
    if (tag === 'video' && isDecoration(name => get(name) !== undefined)) this.#decorations.push(context.video!)
    if (tag === 'video' || tag === 'audio') context.isFallback = true
    if (tag === 'object' || tag === 'embed' || tag === 'applet')
      context.plugin = this.#plugin(tag, offset, parentContext)
    const isReplaced = tag === 'img' && parentContext.tag === 'picture' && this.#isPictureChosen
    if (tag === 'picture') this.#isPictureChosen = false
    if (tag === 'source' && parentContext.tag === 'picture') this.#isPictureChosen ||= isAlwaysChosen(get)
    for (const { name, value, offset } of attributes) {
      if (name === 'style' && value.includes('(')) this.addCss(value, offset, 'attribute')
      for (const { url, ...used } of urlsInAttribute({ tag, name, value, get }, parentContext.tag))
        this.add({ url, offset, use: fileUse(tag, name, get) }, isReplaced ? { ...used, skipped: true } : used, context)
    }
    const sendsTo = formTarget(tag, get)
    if (sendsTo) this.add({ url: sendsTo.url, offset }, sendsTo, context)
    if (context.plugin) this.#describe(context.plugin, tag, attributes, get)
    return context
  }

  /** Records the URLs in CSS at this offset: of a `<style>` (exact offsets) or of an attribute (one offset for all). */
  addCss(css: string, offset: number, location: 'text' | 'attribute'): void {
    for (const found of findCssUrls(css)) {
      const at = location === 'text' ? offset + found.offset : offset
      this.add({ ...found, offset: at }, { tag: 'style', skipped: found.skipped })
    }
  }

  /**
   * Records what a script at this offset names: scripts over http that it writes into the page, workers, and modules.
   */
  addScript(script: string, offset: number): void {
    for (const url of findScriptUrls(script))
      if (this.#scriptUrls.size < maxScriptUrls) this.#scriptUrls.add(toStorableText(url))
    for (const found of findWrittenScripts(script))
      this.add({ url: found.url, offset: offset + found.offset }, { tag: 'script' })
  }

  /** Counts the characters of pages in attributes. Returns false if they are more than `limit` with these. */
  reserveSrcdoc(length: number, limit: number): boolean {
    this.#srcdocLength += length
    return this.#srcdocLength <= limit
  }

  /** Returns everything except the references. */
  facts(): TextFacts {
    const animations = this.#plugins.flatMap(plugin => this.#animation(plugin) ?? []).slice(0, maxAnimations)
    return {
      ...(this.#base && { base: this.#base.url, baseLine: this.#base.line }),
      ...(this.#uncheckedReferences > 0 && { uncheckedReferences: this.#uncheckedReferences }),
      ...(this.#decorations.length > 0 && { decorations: this.#decorations }),
      ...(this.#scriptUrls.size > 0 && { scriptUrls: [...this.#scriptUrls] }),
      ...(animations.length > 0 && { animations }),
    }
  }

  /** Records a URL as it is used, unless it loads nothing. */
  add(
    { url, offset, use }: LocatedUrl,
    { tag, optional, post, skipped }: Use,
    { video, audio }: Partial<ElementContext> = {},
  ): void {
    const trimmed = url.trim()
    const loadsNothing = nonLoadingUrl.test(trimmed) && !(trimmed === '' && post)
    if (loadsNothing || trimmed.length > maxUrlLength || hasPlaceholder(trimmed)) return
    if (this.references.length >= maxReferences) this.#uncheckedReferences++
    else
      this.references.push({
        ...{ url: toStorableText(trimmed), line: this.#lineOf(offset), tag },
        ...(tag === 'video' && video !== undefined && { video }),
        ...(tag === 'audio' && audio !== undefined && { audio }),
        ...(optional && { optional }),
        ...(post && { post }),
        ...(use && { use }),
        ...(skipped && { skipped }),
      })
  }

  /** Records the first `<base>` that has a URL. Browsers ignore all others. */
  #addBase(href: string | undefined, offset: number): void {
    if (href === undefined || this.#base || hasPlaceholder(href)) return
    this.#base = { url: toStorableText(href.trim().slice(0, maxUrlLength)), line: this.#lineOf(offset) }
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

/** Uses the player's definition of decoration: starts automatically, muted, looping, and without controls. */
const isDecoration = (has: (name: string) => boolean): boolean =>
  has('muted') && has('loop') && has('autoplay') && !has('controls')
/** Matches the types of a `<script>` that browsers run. Others only hold data. */
const runnableType = /^(module|(text|application)\/(x-)?(java|ecma|j|live)script[\d.]*(\s*;.*)?)?$/is

/** Returns how browsers read the file that an attribute names. Undefined when its own type decides. */
function fileUse(tag: string, name: string, get: (name: string) => string | undefined): FileUse | undefined {
  if (tag === 'script' && (name === 'src' || name === 'href' || name === 'xlink:href'))
    return runnableType.test(get('type')?.trim() ?? '') ? 'script' : undefined
  if (tag !== 'link' || name !== 'href') return undefined
  const rel = get('rel') ?? ''
  if (/\bmodulepreload\b/i.test(rel)) return 'script'
  return /\bstylesheet\b/i.test(rel) ? 'style' : undefined
}

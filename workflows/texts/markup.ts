import type { Animation, Reference, TextFacts } from '@lectern/schema/changes/looks'
import { techniqueNamed, techniqueOf } from './animations.ts'
import { type Address, addressesInCss } from './css.ts'
import { addressesInSrcset } from './srcset.ts'
import { storable } from './storable.ts'

/** An attribute, its value decoded, and where it stands in the text. */
export type Attribute = { name: string; value: string; offset: number }

/** An element as both parsers tell it; names of HTML in lower case. */
export type MarkupElement = { tag: string; attributes: Attribute[]; offset: number }

/** What an element lies in, as far as it matters: a `<video>` (its number) or sound, and the outermost thing for a plug-in. */
export type Inside = { tag: string; video?: number; plugin?: Plugin; isFallback?: true }
type Plugin = { offset: number; words: string[]; files: string[] }

/** These addresses load nothing from anywhere. What lies inside the page is longer than any file's name. */
const nothing = /^(#|javascript:|mailto:|data:|tel:|sms:|blob:|about:|$)/i
const longest = 2_000
/** So many references of one text are kept, and so many animations. */
const most = 20_000

const loadingLinks = /\b(stylesheet|icon|preload|prefetch|modulepreload|manifest|apple-touch-icon|mask-icon)\b/i
const fileParameters = /^(movie|src|source|url|filename)$/i
const withBackground = /^(body|table|thead|tbody|tr|td|th)$/

/** Collects what a text written in markup refers to, element by element in the order of the text. */
export class Markup {
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
  enter({ tag, attributes, offset }: MarkupElement, around: Inside): Inside {
    const get = (name: string) => attributes.find(attribute => attribute.name === name)?.value
    const inside: Inside = { ...around, tag }
    if (tag === 'base') this.#base ??= get('href')
    if (tag === 'frameset') this.hasFrameset = true
    if (tag === 'video') inside.video = this.#videos++
    if (tag === 'video' && isDecoration(name => get(name) !== undefined)) this.#decorations.push(inside.video!)
    if (tag === 'video' || tag === 'audio') inside.isFallback = true
    if (tag === 'object' || tag === 'embed' || tag === 'applet') inside.plugin = this.#plugin(tag, offset, around)
    for (const { name, value, offset } of attributes) {
      if (name === 'style' && value.includes('(')) this.style(value, offset, 'attribute')
      const user = name === 'poster' ? 'img' : tag === 'source' ? around.tag : tag === 'param' ? 'object' : tag
      for (const url of addressesIn(tag, name, value, get)) this.keep({ url, offset }, user, inside.video)
    }
    if (inside.plugin) this.#describe(inside.plugin, tag, attributes, get)
    return inside
  }

  /** Looks at CSS that begins at this place: of a `<style>` (`places` are those of the text) or of an attribute (it is all one place). */
  style(css: string, offset: number, places: 'text' | 'attribute'): void {
    for (const address of addressesInCss(css)) {
      const at = places === 'text' ? offset + address.offset : offset
      this.keep({ url: address.url, offset: at }, 'style')
    }
  }

  /** Everything but the references. */
  facts(): TextFacts {
    const animations = this.#plugins.flatMap(plugin => this.#animation(plugin) ?? []).slice(0, most)
    return {
      ...(this.#base !== undefined && { base: storable(this.#base.trim().slice(0, longest)) }),
      ...(this.#videos > 0 && { hasVideo: true }),
      ...(this.#decorations.length > 0 && { decorations: this.#decorations }),
      ...(this.hasFrameset && { hasFrameset: true }),
      ...(animations.length > 0 && { animations }),
    }
  }

  /** Keeps an address that this element uses, unless it loads nothing. */
  keep({ url, offset }: Address, tag: string, video?: number): void {
    const address = url.trim()
    if (nothing.test(address) || address.length > longest || this.references.length >= most) return
    const reference = { url: storable(address), line: this.#lineOf(offset), tag }
    this.references.push(tag === 'video' ? { ...reference, video } : reference)
  }

  /** The old markup puts one into another for different browsers: the outermost stands for all. What lies in a `<video>` is for browsers without. */
  #plugin(tag: string, offset: number, around: Inside): Plugin | undefined {
    if (around.plugin || around.isFallback) return around.plugin
    const plugin: Plugin = { offset, words: tag === 'applet' ? ['application/x-java-applet'] : [], files: [] }
    this.#plugins.push(plugin)
    return plugin
  }

  #describe(plugin: Plugin, tag: string, attributes: Attribute[], get: (name: string) => string | undefined): void {
    if (tag === 'param' && fileParameters.test(get('name') ?? '')) plugin.files.push(get('value') ?? '')
    if (tag !== 'object' && tag !== 'embed' && tag !== 'applet') return
    for (const { name, value } of attributes) {
      if (name === 'type' || name === 'classid' || name === 'codetype') plugin.words.push(value)
      if (name === 'data' || name === 'src' || name === 'code') plugin.files.push(value)
    }
  }

  #animation({ offset, words, files }: Plugin): Animation | null {
    const named = words.map(techniqueNamed).find(technique => technique !== null)
    const file = files.find(techniqueOf) ?? (named ? files[0] : undefined)
    const technique = named ?? (file ? techniqueOf(file) : null)
    if (!technique) return null
    const url = file?.trim().slice(0, longest)
    return { technique, line: this.#lineOf(offset), ...(url && !nothing.test(url) && { url: storable(url) }) }
  }
}

/** As the player sees it: what starts by itself without sound, again and again, and cannot be controlled. */
const isDecoration = (has: (name: string) => boolean): boolean =>
  has('muted') && has('loop') && has('autoplay') && !has('controls')

/** The addresses in an attribute of an element; none in attributes of other meanings. */
function addressesIn(tag: string, name: string, value: string, get: (name: string) => string | undefined): string[] {
  switch (name) {
    case 'href':
    case 'xlink:href':
      return tag === 'base' || (tag === 'link' && !loadingLinks.test(get('rel') ?? '')) ? [] : [value]
    case 'src':
    case 'poster':
      return [value]
    case 'background':
      return withBackground.test(tag) ? [value] : []
    case 'data':
      return tag === 'object' ? [value] : []
    case 'srcset':
    case 'imagesrcset':
      return addressesInSrcset(value)
    case 'content':
      return tag === 'meta' && /^refresh$/i.test(get('http-equiv')?.trim() ?? '') ? addressInRefresh(value) : []
    case 'value':
      return tag === 'param' && fileParameters.test(get('name') ?? '') ? [value] : []
    default:
      return []
  }
}

/** «5; url='next.html'» as browsers read it: all marks but the seconds may be missing. (HTML 4.2.5.3) */
function addressInRefresh(content: string): string[] {
  const [, rest] = /^\s*[\d.]+[;,\s]*(.*)$/s.exec(content) ?? []
  const address = rest?.replace(/^url\s*=\s*/i, '') ?? ''
  const quote = address[0]
  return quote === '"' || quote === "'" ? [address.slice(1).split(quote, 1)[0]!] : [address]
}

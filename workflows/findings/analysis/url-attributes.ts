import { unsupportedFormats } from '../../files/unsupported-formats.ts'
import { findSrcsetUrls } from './srcset.ts'

/**
 * How a page uses a URL. `tag`: the element that it is used as. `optional`: viewers do not see that the file is missing.
 * `post`: data is sent there. `skipped`: browsers that do not show its format use another file in its place.
 */
export type Use = { tag: string; optional?: true; post?: true; skipped?: true }

type UsedUrl = Use & { url: string }
type AttributeOf = { tag: string; name: string; value: string; get: (name: string) => string | undefined }

/** The elements of HTML and SVG whose `href` or `src` browsers load or follow. On others, these mean nothing. */
const hrefTags = new Set(['a', 'area', 'link', 'image', 'use', 'feimage', 'script'])
const srcTags = new Set(['img', 'script', 'iframe', 'frame', 'embed', 'source', 'track', 'audio', 'video', 'input'])
const srcsetTags = new Set(['img', 'source'])
const tagsWithBackground = /^(body|table|thead|tbody|tr|td|th)$/

/** The names of a `<param>` that names a file. */
export const fileParamNames = /^(movie|src|source|url|filename)$/i
const styleRels = /\bstylesheet\b/i
/** Links that load something invisible, and links of HTML from Office, whose scripts open these files. */
const optionalRels =
  /\b(icon|preload|prefetch|modulepreload|manifest|apple-touch-icon|mask-icon)\b|^\s*(main-file|file-list|presentation-xml)\s*$/i

/** Attributes with which slide shows (Reveal.js) fill the background of a slide, and what they show there. */
const slideBackgrounds = new Map([
  ['data-background', 'img'],
  ['data-background-image', 'img'],
  ['data-background-video', 'video'],
  ['data-background-iframe', 'iframe'],
])
const imageName = /\.(svg|png|jpe?g|gif|bmp|webp|avif)([?#].*)?$/is

/** Returns the URLs in an attribute with their use, or none if the attribute has another meaning. */
export function urlsInAttribute(attribute: AttributeOf, parentTag: string): UsedUrl[] {
  const { tag, name, value, get } = attribute
  switch (name) {
    case 'href':
    case 'xlink:href':
      return hrefUrls(attribute)
    case 'src':
      if (!srcTags.has(tag) || (tag === 'input' && !/^image$/i.test(get('type')?.trim() ?? ''))) return []
      return usingTags(tag, parentTag).map(tag => ({
        ...{ url: value, tag, ...skippedUse(attribute) },
        ...(isForOldBrowsers(attribute) && optional),
      }))
    case 'poster':
      return tag === 'video' ? [{ url: value, tag: 'img' }] : []
    case 'background':
      return tagsWithBackground.test(tag) ? [{ url: value, tag }] : []
    case 'data':
      return tag === 'object' ? [{ url: value, tag }] : []
    case 'srcset':
      if (!srcsetTags.has(tag)) return []
      return usingTags(tag, parentTag).flatMap(tag =>
        findSrcsetUrls(value).map(url => ({ url, tag, ...skippedUse(attribute) })),
      )
    case 'imagesrcset':
      return tag === 'link' ? findSrcsetUrls(value).map(url => ({ url, tag, optional: true })) : []
    case 'content':
      return tag === 'meta' && /^refresh$/i.test(get('http-equiv')?.trim() ?? '')
        ? urlInRefresh(value).map(url => ({ url, tag }))
        : []
    case 'value':
      return tag === 'param' && fileParamNames.test(get('name') ?? '') ? [{ url: value, tag: 'object' }] : []
    case 'formaction':
      return tag === 'button' || tag === 'input' ? [{ url: value, ...formUse(get('formmethod')) }] : []
    default:
      return slideBackgroundUrls(name, value)
  }
}

/** Returns the element that shows a file: for a `<source>` its parent, or none if that does not use it. */
const usingTags = (tag: string, parentTag: string): string[] =>
  tag !== 'source' ? [tag] : /^(video|audio|picture)$/.test(parentTag) ? [parentTag] : []

const optional = { optional: true } as const

/** Matches a `srcset` with a size for each file, or with a file for ordinary screens. Browsers then never use the `src`. */
const replacesSrc = /\dw\s*(,|$)|(^|,\s)\s*[^\s,]+(\s+1(\.0*)?x)?\s*(,|$)/

/**
 * Returns whether browsers use another file in place of one that they do not show: a `<source>` declares such a format, or
 * the `srcset` of an image replaces its `src`. Without a declaration, they choose the file and show nothing.
 */
function skippedUse({ tag, name, get }: AttributeOf): { skipped?: true } {
  const [declaredType = ''] = (get('type') ?? '').split(';', 1)
  const isDeclared = tag === 'source' && unsupportedFormats.has(declaredType.trim().toLowerCase())
  const isReplaced = tag === 'img' && name === 'src' && replacesSrc.test(get('srcset') ?? '')
  return isDeclared || isReplaced ? { skipped: true } : {}
}

/** Returns whether all browsers use this `<source>` of a `<picture>`: it has no condition that they may not meet. */
export function isAlwaysChosen(get: AttributeOf['get']): boolean {
  const type = (get('type') ?? '').split(';', 1)[0]!.trim().toLowerCase()
  return get('srcset') !== undefined && get('media') === undefined && !unsupportedFormats.has(type)
}

/** Returns whether only browsers without modules load a script. */
const isForOldBrowsers = ({ tag, get }: AttributeOf): boolean =>
  tag === 'script' && get('nomodule') !== undefined && !/^module$/i.test(get('type')?.trim() ?? '')

function hrefUrls({ tag, name, value, get }: AttributeOf): UsedUrl[] {
  const lowerTag = tag.toLowerCase()
  if (!hrefTags.has(lowerTag) || (name === 'href' && lowerTag === 'script' && get('src') !== undefined)) return []
  if (tag !== 'link') return [{ url: value, tag: lowerTag }]
  const rel = get('rel') ?? ''
  // Browsers apply an alternate style sheet only if viewers choose it.
  if (styleRels.test(rel)) return [{ url: value, tag, ...(/\balternate\b/i.test(rel) && optional) }]
  return optionalRels.test(rel) ? [{ url: value, tag, ...optional }] : []
}

/** Matches the first address with a scheme in a list. */
const firstAddress = /(?:^|,)\s*(?:[a-z][a-z\d+.-]+:|\/\/)/i

/** A list has commas between its URLs. So may an address of the web have, so everything from there on is one URL. */
function slideBackgroundUrls(name: string, value: string): UsedUrl[] {
  const tag = slideBackgrounds.get(name)
  if (!tag || value.includes('(') || (name === 'data-background' && !imageName.test(value))) return []
  if (tag === 'iframe' || /^\s*data:/i.test(value)) return [{ url: value, tag }]
  const listEnd = tag === 'video' ? -1 : value.search(firstAddress)
  const urls =
    listEnd < 0 ? value.split(',') : [...value.slice(0, listEnd).split(','), value.slice(listEnd).replace(/^,/, '')]
  return urls.map(url => ({ url, tag }))
}

const formUse = (method: string | undefined): Use => ({
  tag: 'form',
  ...(/^post$/i.test(method?.trim() ?? '') && { post: true }),
})

/**
 * Returns where a form sends its data: `url` is empty for its own page. Null for elements other than forms, for forms
 * that do not send, and for searches in the own page.
 */
export function formTarget(tag: string, get: (name: string) => string | undefined): UsedUrl | null {
  if (tag !== 'form' || /return\s+false|preventDefault/.test(get('onsubmit') ?? '')) return null
  const use = formUse(get('method'))
  const url = get('action')?.trim() ?? ''
  if (url !== '') return { url, ...use }
  return use.post && get('onsubmit') === undefined ? { url, ...use } : null
}

/** Parses `5; url='next.html'` as browsers do: everything except the seconds is optional. (HTML 4.2.5.3) */
function urlInRefresh(content: string): string[] {
  const [, rest] = /^\s*[\d.]+[;,\s]*(.*)$/s.exec(content) ?? []
  const url = rest?.replace(/^url\s*=\s*/i, '') ?? ''
  const quote = url[0]
  return quote === '"' || quote === "'" ? [url.slice(1).split(quote, 1)[0]!] : [url]
}

import { type CheerioAPI, load } from 'cheerio'
import { textOf } from './media-type.ts'

/** The version of the player's tag in pages. A new one makes pages due without a change in Dropbox. */
export const tagVersion = 1

/** A reference of a page to something else, as written there, with its line. */
export type Reference = { url: string; line: number; tag: string }

/** What a look at a page finds. `hasPlace`: it is HTML with a head or body for the player's tag. */
export type PageLook = { references: Reference[]; hasVideo: boolean; hasPlace: boolean }

const attributes = ['href', 'src', 'poster', 'data'] as const
type Located = {
  sourceCodeLocation?: { startLine: number; startTag?: { endOffset: number }; endOffset: number } | null
}

const parse = (text: string): CheerioAPI => load(text, { sourceCodeLocationInfo: true })

/** Reads a page: what it refers to, and whether it shows a video. */
export function lookAtPage(bytes: Uint8Array): PageLook {
  const page = parse(textOf(bytes))
  const references: Reference[] = []
  page('[href], [src], [poster], object[data]').each((_, element) => {
    const line = (element as Located).sourceCodeLocation?.startLine ?? 1
    for (const attribute of attributes) {
      const url = page(element).attr(attribute)?.trim()
      if (url) references.push({ url, line, tag: element.tagName })
    }
  })
  return { references, hasVideo: page('video').length > 0, hasPlace: placeOfTag(page) !== null }
}

/** Where the tag goes: right behind `<head>`, else behind `<body>`, as written in the source; null when it has neither. */
function placeOfTag(page: CheerioAPI): number | null {
  for (const name of ['head', 'body']) {
    const location = (page(name).get(0) as Located | undefined)?.sourceCodeLocation
    if (location?.startTag) return location.startTag.endOffset
  }
  return null
}

/**
 * Puts the player's tag into a page without touching anything else: outside the tag every byte stays. The page is read as one character a
 * byte (or, with such a byte order mark, as UTF-16), so that places in the text are places in the file. Null: no place for it.
 */
export function withPlayerTag(bytes: Buffer, path: string): Buffer | null {
  const { mark, encoding, swapped } = orderOf(bytes)
  const body = bytes.subarray(mark)
  const place = placeOfTag(parse((swapped ? Buffer.from(body).swap16() : body).toString(encoding)))
  if (place === null) return null
  const up = '../'.repeat(path.split('/').length - 1)
  const tag = Buffer.from(
    `<script type="module" src="${up}lectern/player.js" data-lectern="${tagVersion}"></script>`,
    encoding,
  )
  const offset = mark + (encoding === 'utf16le' ? place * 2 : place)
  return Buffer.concat([bytes.subarray(0, offset), swapped ? tag.swap16() : tag, bytes.subarray(offset)])
}

/** The byte order mark's length (a parser would take it for text before the head), and how to read what follows. */
function orderOf(bytes: Buffer): { mark: number; encoding: 'latin1' | 'utf16le'; swapped: boolean } {
  const head = bytes.subarray(0, 3).toString('hex')
  if (head === 'efbbbf') return { mark: 3, encoding: 'latin1', swapped: false }
  if (head.startsWith('fffe')) return { mark: 2, encoding: 'utf16le', swapped: false }
  if (head.startsWith('feff')) return { mark: 2, encoding: 'utf16le', swapped: true }
  return { mark: 0, encoding: 'latin1', swapped: false }
}

import { createHash } from 'node:crypto'
import type { StoredFile } from '@lectern/domain/files/version-files'
import type { Tail } from './send/content-cache.ts'

/** The content of a draft's banner. `packageUrl` is absolute because pages may have a `<base>`. */
export type DraftBanner = { title: string; revision: number; packageUrl: string }

/**
 * Creates the script tag that follows the last byte of a draft's page, in the page's charset. The author's bytes do not
 * change. Returns undefined unless the page is HTML, because XML does not allow content after the root element.
 */
export function bannerTail(
  { mediaType, bytes }: Pick<StoredFile, 'mediaType' | 'bytes'>,
  draft: DraftBanner,
): Tail | undefined {
  if (!/^text\/html\b/i.test(mediaType)) return undefined
  const text = bannerTag(draft)
  const tail = encodeText(text, /charset="?utf-16(be)?/i.exec(mediaType), bytes)
  const name = `draft-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
  return tail && { name, bytes: tail }
}

const bannerTag = ({ title, revision, packageUrl }: DraftBanner) =>
  `<script type="module" src="${escapeAttribute(packageUrl)}lectern/banner.js" data-lectern-draft="${escapeAttribute(title)}" data-revision="${revision}"></script>`

/** Escapes all characters that some charsets encode differently. */
const escapeAttribute = (text: string) => text.replace(/[^ !#-%'-;=?-~]/gu, letter => `&#${letter.codePointAt(0)};`)

/**
 * Encodes the tag. Charsets other than UTF-16 use one byte for each of its characters. Returns undefined if UTF-16 ends
 * with half a character.
 */
function encodeText(text: string, utf16: RegExpExecArray | null, bytes: number): Buffer | undefined {
  if (!utf16) return Buffer.from(text, 'latin1')
  if (bytes % 2 === 1) return undefined
  const wide = Buffer.from(text, 'utf16le')
  return utf16[1] ? wide.swap16() : wide
}

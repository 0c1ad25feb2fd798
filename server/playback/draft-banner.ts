import { createHash } from 'node:crypto'
import type { Tail } from './send/content-cache.ts'
import type { StoredFile } from '@lectern/domain/files/version-files'

/** What a draft's banner says, and where the package lies that it is loaded from: a whole address, because pages may have a `<base>`. */
export type DraftBanner = { title: string; revision: number; packageUrl: string }

/**
 * The script tag that goes behind the last byte of a draft's page, in the page's charset, so that the author's bytes stay as they are; undefined for
 * what is no HTML: an XML page may not go on after its end.
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

/** In letters that every charset writes alike. */
const escapeAttribute = (text: string) => text.replace(/[^ !#-%'-;=?-~]/gu, letter => `&#${letter.codePointAt(0)};`)

/** All other charsets write these letters in one byte each. Half a letter at the end would make all after it another one. */
function encodeText(text: string, utf16: RegExpExecArray | null, bytes: number): Buffer | undefined {
  if (!utf16) return Buffer.from(text, 'latin1')
  if (bytes % 2 === 1) return undefined
  const wide = Buffer.from(text, 'utf16le')
  return utf16[1] ? wide.swap16() : wide
}

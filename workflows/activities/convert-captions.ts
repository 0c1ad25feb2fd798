import { needCaptions, recordConvertedCaptions } from '@lectern/schema/changes/captions'
import type { ClaimedItem } from '@lectern/schema/changes/items'
import { captionsKey } from '../clients/keys.ts'
import { put } from '../clients/s3-put.ts'
import { kindOf, largestLook } from '../looked-at.ts'
import { isCaptions, readCaptions } from '../texts/captions.ts'
import type { Deps } from './deps.ts'

/**
 * Keeps captions that browsers do not take as they are as WebVTT beside the draft, or why they cannot be shown. Done once for each content hash;
 * twice at the same time makes two versions of the same bytes. `bytes`: the whole file.
 */
export async function convertCaptions(
  { database, store }: Pick<Deps, 'database' | 'store'>,
  { path, contentHash }: Pick<ClaimedItem, 'path' | 'contentHash'>,
  bytes: Uint8Array,
): Promise<void> {
  const kind = kindOf(path)
  if (!isCaptions(kind) || bytes.length > largestLook) return
  if (await database.$transaction(tx => needCaptions(tx, contentHash))) return
  const captions = readCaptions(bytes, kind)
  if (captions.come === 'AS_THEY_ARE') return
  const converted = captions.come === 'CONVERTED' ? await keep(captions.webVtt) : { problem: captions.flaw.words }
  await database.$transaction(tx => recordConvertedCaptions(tx, { contentHash, ...converted }))

  async function keep(webVtt: string) {
    const body = Buffer.from(webVtt, 'utf8')
    const { key, versionId } = await put(store, captionsKey(contentHash), body, 'text/vtt; charset=utf-8')
    return { key, versionId }
  }
}

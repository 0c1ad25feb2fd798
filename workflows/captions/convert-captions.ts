import { recordConvertedCaptions, touchConvertedCaptions } from '@lectern/domain/captions/converted-captions'
import { readingOfName } from '@lectern/domain/captions/version-captions'
import { legacyCharsetOfName } from '@lectern/domain/files/legacy-charset'
import type { ClaimedItem } from '@lectern/domain/sync/items'
import { isCaptionFormat, maxAnalyzedBytes, textKindOf } from '../files/text-kind.ts'
import { ReaderLimitError } from '../limits/reader-threads.ts'
import type { Services } from '../services.ts'
import { captionsKey } from '../storage/keys.ts'
import { put } from '../storage/s3-put.ts'
import type { CaptionsResult, readCaptions } from './captions.ts'
import { isLegacy } from './detect-charset.ts'

/**
 * Converts captions that browsers do not accept to WebVTT and stores them, or stores why they cannot be shown. Runs
 * once for each content hash, and for bytes that are not Unicode once for each charset of a name. Two concurrent runs create two object versions with the same bytes. `bytes`: the whole
 * file.
 */
export async function convertCaptions(
  { database, store, readerThreads }: Pick<Services, 'database' | 'store' | 'readerThreads'>,
  packageId: string,
  { path, contentHash }: Pick<ClaimedItem, 'path' | 'contentHash'>,
  bytes: Uint8Array,
): Promise<void> {
  const kind = textKindOf(path)
  if (!isCaptionFormat(kind) || bytes.length > maxAnalyzedBytes) return
  const reading = isLegacy(bytes) ? readingOfName(path) : ''
  if (await database.$transaction(tx => touchConvertedCaptions(tx, { contentHash, reading }))) return
  const charset = legacyCharsetOfName(path)
  const captions = await readerThreads
    .call<typeof readCaptions>({ key: packageId }, captionsModule, 'readCaptions', bytes, kind, charset)
    .catch(captionsPastLimit)
  if (captions.status === 'UNCHANGED') return
  const converted =
    captions.status === 'CONVERTED' ? await storeWebVtt(captions.webVtt) : { problem: captions.flaw.message }
  await database.$transaction(tx => recordConvertedCaptions(tx, { contentHash, reading, ...converted }))

  async function storeWebVtt(webVtt: string) {
    const body = Buffer.from(webVtt, 'utf8')
    const { key, versionId } = await put(store, captionsKey(contentHash, reading), body, 'text/vtt; charset=utf-8')
    return { key, versionId }
  }
}

const captionsModule = new URL('./captions.ts', import.meta.url)

function captionsPastLimit(error: unknown): CaptionsResult {
  if (!(error instanceof ReaderLimitError)) throw error
  return { status: 'NOTHING', flaw: { line: 1, message: 'The captions take too long to read.' } }
}

import type { Database } from '@lectern/domain/database'
import type { AnalyzedFile, ExaminedPackage } from '@lectern/domain/findings/examined-package'
import { type StoredText, storedTexts } from '@lectern/domain/findings/text-analyses'
import { maxAnalyzedBytes, textKindOf } from '../files/text-kind.ts'

/**
 * The most JSON of an analysis for each byte of its text. The densest text is a `srcset`: two bytes make a reference of
 * 40 characters.
 */
const maxJsonPerByte = 20
/** The most JSON of a batch, in bytes: the largest analysis or those of some hundred ordinary pages. */
const maxBatchBytes = 16 * 1024 ** 2

/** Reads the analyses of a package's texts in batches whose size is bounded whatever the texts contain. */
export async function* textBatches(
  database: Database,
  { files }: Pick<ExaminedPackage, 'files'>,
  analyzedFiles: AnalyzedFile[],
): AsyncGenerator<StoredText[]> {
  let batch: (AnalyzedFile & { kind: string })[] = []
  let batchBytes = 0
  for (const file of analyzedFiles) {
    const kind = textKindOf(file.path)
    if (!kind) continue
    const jsonBytes = Math.min(files.get(file.path) ?? 0, maxAnalyzedBytes) * maxJsonPerByte
    if (batch.length > 0 && batchBytes + jsonBytes > maxBatchBytes) {
      yield await storedTexts(database, batch)
      batch = []
      batchBytes = 0
    }
    batch.push({ ...file, kind })
    batchBytes += jsonBytes
  }
  if (batch.length > 0) yield await storedTexts(database, batch)
}

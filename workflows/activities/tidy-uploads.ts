import { unfinishedUploads } from '../clients/s3-unfinished.ts'
import { abortUpload } from '../clients/s3-upload.ts'
import { openSweep, type Swept } from '../tidied.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import type { Tidying } from './tidy-rows.ts'

/** Where Lectern itself stores by parts; what MediaConvert has under way below `media/` is its own business. */
const areas = ['draft/', 'originals/', 'sources/', 'releases/']

/** Aborts the uploads that were begun before the grace period and that no row knows: left by processes that were killed. */
export async function tidyUploads({ database, store }: Deps, tidying: Tidying): Promise<Swept> {
  const { before, dryRun } = tidying
  const { swept, take } = openSweep(tidying)
  const signal = cancellation()
  const moment = new Date(before)
  for (const area of areas)
    for await (const page of unfinishedUploads(store, area)) {
      signal.throwIfAborted()
      const old = page.filter(upload => upload.begun < moment)
      const rows = await database.upload.findMany({ where: { s3UploadId: { in: old.map(upload => upload.uploadId) } } })
      const known = new Set(rows.map(row => row.s3UploadId))
      const lost = old.filter(upload => !known.has(upload.uploadId))
      if (!dryRun) for (const { key, uploadId } of lost) await abortUpload(store, key, uploadId)
      for (const { key } of lost) take('uploads', () => `Unfinished upload of ${key}`)
    }
  return swept
}

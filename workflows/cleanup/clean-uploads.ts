import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { listUnfinishedUploads } from '../storage/s3-unfinished-uploads.ts'
import { abortUpload } from '../storage/s3-upload.ts'
import type { CleanupOptions } from './clean-rows.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'

/** Prefixes below which Lectern itself uploads in parts. Uploads below `media/` belong to MediaConvert. */
const uploadPrefixes = ['draft/', 'originals/', 'sources/', 'releases/']

/** Aborts uploads that started before the grace period and have no row. Killed processes leave them behind. */
export async function cleanUploads({ database, store }: Services, options: CleanupOptions): Promise<CleanupResult> {
  const { before, dryRun } = options
  const { result, add } = startCleanupReport(options)
  const signal = cancellationSignal()
  const beforeDate = new Date(before)
  for (const prefix of uploadPrefixes)
    for await (const page of listUnfinishedUploads(store, prefix)) {
      signal.throwIfAborted()
      const expiredUploads = page.filter(upload => upload.startedAt < beforeDate)
      const rows = await database.upload.findMany({
        where: { s3UploadId: { in: expiredUploads.map(upload => upload.uploadId) } },
      })
      const recordedIds = new Set(rows.map(row => row.s3UploadId))
      const orphanedUploads = expiredUploads.filter(upload => !recordedIds.has(upload.uploadId))
      if (!dryRun) for (const { key, uploadId } of orphanedUploads) await abortUpload(store, key, uploadId)
      for (const { key } of orphanedUploads) add('uploads', () => `Unfinished upload of ${key}`)
    }
  return result
}

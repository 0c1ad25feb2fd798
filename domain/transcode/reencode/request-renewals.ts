import { z } from 'zod'
import type { Change } from '../../audit/change.ts'
import { type Encoding, Prisma, type Transcode, type Tx } from '../../database.ts'
import { rows } from '../../rows.ts'
import { requestEncodings } from '../encoding-requests.ts'
import type { EncodingSettings } from '../encoding-settings.ts'
import type { ExpectedVideo } from '../expected-videos.ts'
import { outdatedVideos } from './outdated-videos.ts'

/**
 * Requests the outdated ones of these videos in the current profile, if a person asked the transcode for that. Each is
 * requested once, so that one that fails is not tried again by every step. Returns the encodings to wake.
 */
export async function requestRenewals(
  tx: Tx,
  { id: transcodeId, packageId, reencoding }: Transcode,
  videos: ExpectedVideo[],
  encodingSettings: EncodingSettings,
): Promise<Change<Encoding[]>> {
  if (!reencoding) return { result: [] }
  const outdated = await outdatedVideos(tx, encodingSettings.profile, [packageId])
  const hashes = new Set(outdated.map(({ contentHash }) => contentHash))
  const requested = videos.filter(({ contentHash }) => hashes.has(contentHash))
  return requestEncodings(tx, { packageId, transcodeId }, requested, encodingSettings, { isRenewal: true })
}

/** Whether an attempt is open that this transcode requests. A renewal is, while the older stream plays. */
export const hasOpenAttempt = async (tx: Tx, { id }: Transcode): Promise<boolean> =>
  (await tx.attempt.count({ where: { finishedAt: null, encoding: requestedBy(id) } })) > 0

const requestedBy = (transcodeId: string) => ({ encodingRequests: { some: { transcodeId, droppedAt: null } } })

const outcomeRow = z.object({ renewed: z.number(), notRenewed: z.number() })

/** How many outdated videos a transcode had encoded again, and for how many that failed: their older streams stay in use. */
export type RenewalOutcome = z.infer<typeof outcomeRow>

/** Counts what became of the renewals of a transcode, each content hash once. */
export async function renewalOutcome(tx: Tx, { id, startedAt }: Transcode, profile: string): Promise<RenewalOutcome> {
  const sql = Prisma.sql`
    SELECT count(*) FILTER (WHERE encoding.status = 'READY')::int AS renewed,
      count(*) FILTER (WHERE encoding.status IN ('FAILED', 'CANCELED'))::int AS "notRenewed"
    FROM encoding_request AS request JOIN encoding ON encoding.id = request.encoding_id AND encoding.profile = ${profile}
    WHERE request.transcode_id = ${id}::uuid AND request.dropped_at IS NULL
      AND EXISTS (SELECT FROM attempt WHERE attempt.encoding_id = encoding.id AND attempt.finished_at > ${startedAt})
      AND EXISTS (
        SELECT FROM encoding AS older
        WHERE older.content_hash = encoding.content_hash AND older.profile <> ${profile}
          AND older.status = 'READY' AND older.removed_at IS NULL)`
  const [row] = await rows(tx, outcomeRow, sql)
  return row!
}

import type { Database } from '@lectern/domain/database'
import type { NewEstimate } from '@lectern/domain/transcode/cost/estimates'
import { estimatePrice } from './price.ts'
import type { Prices } from './price-list.ts'
import { toSourceVideo } from './video.ts'

/** Estimates what the jobs of these content hashes cost in the current profile. Leaves out what was not probed. */
export async function estimatesOf(database: Database, contentHashes: string[], prices: Prices): Promise<NewEstimate[]> {
  const probes = await database.probe.findMany({ where: { contentHash: { in: contentHashes } } })
  return probes.map(probe => {
    const { seconds, costMicros } = estimatePrice(toSourceVideo(probe), prices)
    return { contentHash: probe.contentHash, seconds, costMicros, currency: prices.currency }
  })
}

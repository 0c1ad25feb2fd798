import type { Encoding } from '@lectern/domain/database'
import { clickTimeoutMs, tryWake } from '@lectern/workflows/wake'
import type { Services } from '../services.ts'

/** The number of encodings that one click wakes. The transcode wakes the rest. */
const maxWakesPerClick = 50

/** Wakes a package's transcode and the workflows of these encodings. */
export async function wakeEncodings(services: Services, packageId: string, encodings: Encoding[]): Promise<void> {
  await tryWake(services, { workflow: 'transcode', packageId }, clickTimeoutMs)
  const first = encodings.slice(0, maxWakesPerClick)
  await Promise.all(
    first.map(({ contentHash, profile }) =>
      tryWake(services, { workflow: 'encode', contentHash, profile }, clickTimeoutMs),
    ),
  )
}

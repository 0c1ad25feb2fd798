import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomSeed } from './mixtures/random.ts'
import { disturbStreams } from './mixtures/streams.ts'
import { RunningLectern } from './running-lectern.ts'
import { encodeTinyVideo } from './video.ts'

// With faults in events and jobs and with killed processes, every video still ends READY, or FAILED for the right reason,
// and no job is created twice.
let lectern: RunningLectern
let video: Buffer

beforeAll(async () => {
  video = await encodeTinyVideo()
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

test.each([1, randomSeed])(
  'encodes videos correctly while events, jobs, and processes fail (seed %d)',
  { timeout: 600_000 },
  async seed => {
    const statuses = await disturbStreams(lectern, video, { seed, packageCount: 12, rounds: 1 })
    expect(statuses).toContain('READY')
  },
)

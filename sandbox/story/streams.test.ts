import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomSeed } from './mixtures/random.ts'
import { disturbStreams } from './mixtures/streams.ts'
import { RunningLectern } from './running-lectern.ts'
import { makeTinyVideo } from './video.ts'

// Whatever happens to events and jobs, and whichever process is killed: every video ends READY, or FAILED for a true reason, with no job too many.
let lectern: RunningLectern
let video: Buffer

beforeAll(async () => {
  video = await makeTinyVideo()
  lectern = await RunningLectern.start()
})
afterAll(() => lectern?.stop())

test.each([1, randomSeed])(
  'encodes videos correctly while events, jobs, and processes fail (seed %d)',
  { timeout: 300_000 },
  async seed => {
    const statuses = await disturbStreams(lectern, video, { seed, packageCount: 12, rounds: 1 })
    expect(statuses).toContain('READY')
  },
)

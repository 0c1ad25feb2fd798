import type { Transcode, Video } from './transcode.ts'

const dollars = (amount: number) => ({ amount, currency: 'USD' })

/** A video that is being processed, for tests. */
export const buildVideo = (overrides: Partial<Video> = {}): Video => ({
  id: `video ${overrides.path ?? 'videos/lesson.mp4'}`,
  path: 'videos/lesson.mp4',
  contentHash: overrides.path ?? 'videos/lesson.mp4',
  status: 'TRANSCODING',
  percent: 40,
  jobsAhead: null,
  pausedForBudget: false,
  durationSeconds: 180,
  reused: false,
  usesOlderSettings: false,
  reencoding: null,
  encodedAs: null,
  estimatedCost: dollars(0.1),
  error: null,
  ...overrides,
})

/** A running transcode, for tests: 3 of 7 videos are ready. */
export const buildTranscode = (overrides: Partial<Transcode> = {}): Transcode => ({
  id: 'transcode',
  status: 'RUNNING',
  percent: 40,
  reencoding: false,
  videosReencoding: 0,
  videosExpected: 7,
  videosArrived: 7,
  videosFailed: 0,
  videosReused: 3,
  jobs: 4,
  minutes: 12,
  estimatedCost: dollars(0.45),
  cost: dollars(0),
  savedCost: dollars(0.3),
  finishedAt: null,
  error: null,
  ready: { totalCount: 3 },
  notNeeded: { totalCount: 0 },
  videos: { totalCount: 1, nodes: [buildVideo()] },
  ...overrides,
})

/** A finished transcode, for tests. */
export const buildFinishedTranscode = (overrides: Partial<Transcode> = {}): Transcode =>
  buildTranscode({
    status: 'SUCCEEDED',
    finishedAt: '2026-11-24T10:02:00.000Z',
    cost: dollars(0.43),
    ready: { totalCount: 7 },
    ...overrides,
  })

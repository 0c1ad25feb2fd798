import { expect, test } from 'vitest'
import { buildVideo } from '../test-transcode.ts'
import type { ListedVideo, ListedVideos, VideoGroups } from './listed-video.ts'
import { priceLabel } from './price-label.ts'
import { retryKinds } from './retry-kinds.ts'
import { totalsLabel } from './totals.ts'

const build = (overrides: Partial<ListedVideo> = {}): ListedVideo => ({
  ...buildVideo(overrides),
  bytes: 1_000_000,
  cost: null,
  pages: [],
  playlist: null,
  ...overrides,
})
const pageInfo = { hasPreviousPage: false, hasNextPage: false, startCursor: null, endCursor: null }
const listed = (...nodes: ListedVideo[]): ListedVideos => ({ totalCount: nodes.length, pageInfo, nodes })
const dollars = (amount: number) => ({ amount, currency: 'USD' })

const groups: VideoGroups = {
  id: 'package',
  reencodeEstimate: { videos: 0, cost: { amount: 0, currency: 'USD' } },
  transcode: { id: 'transcode', status: 'RUNNING', estimatedCost: null, cost: dollars(0.43) },
  FAILED: listed(build({ status: 'FAILED', durationSeconds: null })),
  WAITING_FOR_BUDGET: listed(),
  IN_PROGRESS: listed(),
  READY: listed(build({ status: 'READY', durationSeconds: 61 }), build({ status: 'READY', durationSeconds: 60 })),
  NOT_NEEDED: null,
}

test('totalsLabel has the length and size of all videos, how many are in each group, and what they cost', () => {
  expect(totalsLabel(groups)).toBe('3 videos, 3 minutes, 3.0 MB, 1 failed, 2 ready, $0.43 spent')
})

test('totalsLabel leaves out length and size while not all videos are listed, and no cost', () => {
  const READY = { ...listed(build({ status: 'READY' })), totalCount: 130 }
  expect(totalsLabel({ ...groups, READY, transcode: null })).toBe('131 videos, 1 failed, 130 ready')
})

test('priceLabel has the price, an estimate before that, or that nothing was paid', () => {
  expect(priceLabel(build({ status: 'READY', cost: dollars(0.2) }))).toBe('$0.20')
  expect(priceLabel(build({ status: 'TRANSCODING' }))).toBe('about $0.10')
  expect(priceLabel(build({ status: 'READY', cost: dollars(0.2), reused: true }))).toBe('$0, reused')
  expect(priceLabel(build({ status: 'FAILED' }))).toBeNull()
  expect(priceLabel(build({ status: 'NOT_NEEDED' }))).toBeNull()
})

test('retryKinds has the failed and the stopped videos, without those whose file is at fault', () => {
  const failure = { code: 'SERVICE', message: 'The service does not answer.', path: null }
  const fault = { code: 'VIDEO_FAILED', message: 'It has no picture.', path: 'broken.mp4' }
  const videos = [
    build({ path: 'a.mp4', status: 'FAILED', error: failure }),
    build({ path: 'broken.mp4', status: 'FAILED', error: fault }),
    build({ path: 'c.mp4', status: 'CANCELED' }),
    build({ path: 'd.mp4', status: 'READY' }),
  ]
  expect(retryKinds(videos)).toEqual([
    { kind: 'FAILED', ids: ['video a.mp4'] },
    { kind: 'CANCELED', ids: ['video c.mp4'] },
  ])
  expect(retryKinds([build()])).toEqual([])
})

import { expect, test } from 'vitest'
import type { Job } from '../job/job.ts'
import { parseJobRequest } from '../job/request.ts'
import { buildRequest } from '../sample-request.ts'
import { createTestJob, setUpTestBench, startStandIn, waitForEnd } from '../test-bench.ts'
import { computeBill, computeCharge } from './bill.ts'
import type { MeasuredOutput } from './measured-output.ts'

setUpTestBench()

const measured = (overrides: Partial<MeasuredOutput>): MeasuredOutput => ({
  profile: 'High',
  level: 31,
  width: 854,
  height: 480,
  hasAudio: true,
  seconds: 60,
  framesPerSecond: 30,
  ...overrides,
})

test.each([
  [854, 480, 'SD', 0.0075],
  [1280, 718, 'SD', 0.0075],
  [1280, 720, 'HD', 0.015],
  [1920, 1080, 'HD', 0.015],
  [1080, 1920, 'HD', 0.015],
  [2560, 1440, 'UHD', 0.03],
] as const)('classifies a minute of %i×%i as %s', (width, height, resolutionClass, price) => {
  expect(computeCharge('a', measured({ width, height }))).toMatchObject({ class: resolutionClass, price })
})

test.each([
  [29.97, 0.0075],
  [30, 0.0075],
  [50, 0.015],
  [60, 0.015],
])('charges for a minute of %d frames per second %d', (framesPerSecond, price) => {
  expect(computeCharge('a', measured({ framesPerSecond })).price).toBe(price)
})

test.each([
  [3.2, 10],
  [10, 10],
  [10.001, 11],
  [600.4, 601],
])('bills %d seconds as %i', (seconds, billed) => {
  expect(computeCharge('a', measured({ seconds }))).toMatchObject({ billedSeconds: billed, price: 0.000125 * billed })
})

test('charges 45 cents for ten minutes in four sizes', () => {
  const outputs = [1080, 720, 480, 360].map(height =>
    computeCharge(`_${height}p`, measured({ height, width: 1920, seconds: 600 })),
  )
  const job: Job = {
    ...{ id: 'a', request: parseJobRequest(buildRequest({})), status: 'COMPLETE', createdAt: 0, finishedAt: 0 },
    bill: outputs,
  }
  expect(computeBill([job])).toMatchObject({ currency: 'USD', total: 0.45, jobs: [{ id: 'a', price: 0.45 }] })
  expect(computeBill([{ ...job, status: 'ERROR' }])).toMatchObject({ total: 0, jobs: [] })
})

test('bills a job by its actual output, does not bill a failed one, and keeps the bill across a restart', async () => {
  const { client, bill, state } = await startStandIn()
  expect(bill()).toEqual({ currency: 'USD', total: 0, jobs: [] })
  const { Id } = await createTestJob(client, { output: 'billed', sizes: [[640, 360]], h264: h264At60Fps })
  await waitForEnd(client, Id)
  await waitForEnd(client, (await createTestJob(client, { source: 'text', output: 'unbilled' })).Id)
  const expected = {
    currency: 'USD',
    total: 0.0025,
    jobs: [
      {
        id: Id,
        inputFile: 's3://lectern/sources/clip',
        finishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        outputs: [
          { name: 'index_360p', seconds: 3, billedSeconds: 10, class: 'SD', framesPerSecond: 60, price: 0.0025 },
        ],
        price: 0.0025,
      },
    ],
  }
  expect(bill()).toEqual(expected)
  expect((await startStandIn({ state })).bill()).toEqual(expected)
})

const h264At60Fps = { FramerateControl: 'SPECIFIED', FramerateNumerator: 60, FramerateDenominator: 1 } as const

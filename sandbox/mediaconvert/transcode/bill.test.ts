import { expect, test } from 'vitest'
import { computeBill, computeCharge } from './bill.ts'
import type { Job } from '../job/job.ts'
import type { MeasuredOutput } from './measured-output.ts'
import { parseJobRequest } from '../job/request.ts'
import { buildRequest } from '../sample-request.ts'
import { createTestJob, setUpTestBench, startStandIn, waitForEnd } from '../test-bench.ts'

setUpTestBench()

const measured = (given: Partial<MeasuredOutput>): MeasuredOutput => ({
  profile: 'High',
  level: 31,
  width: 854,
  height: 480,
  hasSound: true,
  seconds: 60,
  framesPerSecond: 30,
  ...given,
})

test.each([
  [854, 480, 'SD', 0.0075],
  [1280, 718, 'SD', 0.0075],
  [1280, 720, 'HD', 0.015],
  [1920, 1080, 'HD', 0.015],
  [1080, 1920, 'HD', 0.015],
  [2560, 1440, 'UHD', 0.03],
] as const)('a minute of %i×%i is %s', (width, height, picture, price) => {
  expect(computeCharge('a', measured({ width, height }))).toMatchObject({ class: picture, price })
})

test.each([
  [29.97, 0.0075],
  [30, 0.0075],
  [50, 0.015],
  [60, 0.015],
])('a minute of %d frames a second is paid with %d', (framesPerSecond, price) => {
  expect(computeCharge('a', measured({ framesPerSecond })).price).toBe(price)
})

test.each([
  [3.2, 10],
  [10, 10],
  [10.001, 11],
  [600.4, 601],
])('%d seconds are paid as %i', (seconds, billed) => {
  expect(computeCharge('a', measured({ seconds }))).toMatchObject({ billedSeconds: billed, price: 0.000125 * billed })
})

test('ten minutes in four sizes are forty-five cents', () => {
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

test('a job is billed by what it wrote, and one that failed is not; a restart forgets nothing', async () => {
  const { client, bill, state } = await startStandIn()
  expect(bill()).toEqual({ currency: 'USD', total: 0, jobs: [] })
  const { Id } = await createTestJob(client, { output: 'billed', sizes: [[640, 360]], h264: fast })
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

const fast = { FramerateControl: 'SPECIFIED', FramerateNumerator: 60, FramerateDenominator: 1 } as const

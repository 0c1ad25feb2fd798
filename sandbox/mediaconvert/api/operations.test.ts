import * as mc from '@aws-sdk/client-mediaconvert'
import { expect, test } from 'vitest'
import { createTestJob, setUpTestBench, startStandIn, waitForEnd } from '../test-bench.ts'

setUpTestBench()

test('reports the limit of a queue and how many jobs are running', async () => {
  const { client } = await startStandIn({ preset: 'veryslow', concurrentJobs: 1 })
  for (let number = 0; number < 3; number++) await createTestJob(client, { source: 'long', sizes: [[1280, 720]] })
  const listed = await client.send(new mc.ListQueuesCommand({}))
  expect(listed).toMatchObject({ TotalConcurrentJobs: 1, UnallocatedConcurrentJobs: 0 })
  const { Queue } = await client.send(new mc.GetQueueCommand({ Name: 'Default' }))
  expect(listed.Queues).toEqual([Queue])
  expect(Queue).toMatchObject({
    Arn: 'arn:aws:mediaconvert:us-east-1:111122223333:queues/Default',
    Type: 'SYSTEM',
    Status: 'ACTIVE',
    ConcurrentJobs: 1,
    SubmittedJobsCount: 2,
    ProgressingJobsCount: 1,
    CreatedAt: expect.any(Date),
  })
})

test('rejects jobs for a queue that does not exist', async () => {
  const { client } = await startStandIn()
  const missing = { name: 'NotFoundException' }
  await expect(client.send(new mc.GetQueueCommand({ Name: 'Other' }))).rejects.toMatchObject(missing)
  await expect(createTestJob(client, { queue: 'Other' })).rejects.toMatchObject(missing)
  const { Id } = await createTestJob(client, { queue: 'Default', source: 'none' })
  await waitForEnd(client, Id)
})

test('adds, changes, and removes the tags of a job', async () => {
  const { client } = await startStandIn()
  const { Arn, Id } = await createTestJob(client, { source: 'none', tags: { app: 'lectern', stage: 'test' } })
  const tags = async () => (await client.send(new mc.ListTagsForResourceCommand({ Arn }))).ResourceTags
  expect(await tags()).toEqual({ Arn, Tags: { app: 'lectern', stage: 'test' } })
  await client.send(new mc.TagResourceCommand({ Arn, Tags: { stage: 'live', 'of one': 'ä' } }))
  await client.send(new mc.UntagResourceCommand({ Arn, TagKeys: ['app', 'none'] }))
  await waitForEnd(client, Id)
  expect((await tags())?.Tags).toEqual({ stage: 'live', 'of one': 'ä' })
  await expect(client.send(new mc.ListTagsForResourceCommand({ Arn: `${Arn}x` }))).rejects.toMatchObject({
    name: 'NotFoundException',
  })
  await expect(client.send(new mc.TagResourceCommand({ Arn, Tags: undefined }))).rejects.toMatchObject({
    name: 'BadRequestException',
    message: '/: tags is a required property',
  })
})

const probe = (client: mc.MediaConvertClient, source: string) =>
  client.send(new mc.ProbeCommand({ InputFiles: [{ FileUrl: `s3://lectern/sources/${source}` }] }))

test('describes the contents of a file in Probe', async () => {
  const { client } = await startStandIn()
  const { ProbeResults } = await probe(client, 'clip')
  expect(ProbeResults).toMatchObject([
    {
      Container: {
        Format: 'mp4',
        Duration: expect.closeTo(3, 1),
        Tracks: [
          {
            Index: 1,
            TrackType: 'video',
            Codec: 'AVC',
            VideoProperties: {
              Width: 640,
              Height: 360,
              FrameRate: { Numerator: 30, Denominator: 1 },
              SampleAspectRatio: { Numerator: 1, Denominator: 1 },
              BitDepth: 8,
            },
          },
          { Index: 2, TrackType: 'audio', Codec: 'AAC', AudioProperties: { Channels: 1, SampleRate: 44100 } },
        ],
      },
      Metadata: { ETag: expect.any(String), FileSize: expect.any(Number), LastModified: expect.any(Date) },
      TrackMappings: [{ VideoTrackIndexes: [1], AudioTrackIndexes: [2], DataTrackIndexes: [] }],
    },
  ])
})

test.each([
  ['none', 'NotFoundException'],
  ['text', 'UnprocessableEntityException'],
  ['cut', 'UnprocessableEntityException'],
])('rejects the input "%s" of Probe with %s', async (source, name) => {
  const { client } = await startStandIn()
  await expect(probe(client, source)).rejects.toMatchObject({ name })
})

test('returns its own endpoint from DescribeEndpoints', async () => {
  const { client, url } = await startStandIn()
  expect((await client.send(new mc.DescribeEndpointsCommand({}))).Endpoints).toEqual([{ Url: url }])
})

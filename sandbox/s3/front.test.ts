import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import * as aws from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EventBridgeEvent } from '../eventbridge/event.ts'
import { Faults } from '../faults/faults.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { ensureBucket, type S3, startS3 } from '../services/s3.ts'
import { startS3Front } from './front.ts'

const Bucket = 'lectern'
let data: string
let s3: S3
let front: Awaited<ReturnType<typeof startS3Front>>
let client: aws.S3Client
let events: EventBridgeEvent[] = []
const faults = new Faults()

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 's3-front-'))
  s3 = await startS3({ data, executable: await resolveExecutable('weed') })
  await ensureBucket(s3, Bucket)
  const { region, accessKeyId, secretAccessKey } = s3
  const credentials = { accessKeyId, secretAccessKey }
  const onCreated = (event: EventBridgeEvent) => void events.push(event)
  const isWatched = (event: EventBridgeEvent) => !keyOf(event).startsWith('unwatched/')
  front = await startS3Front({ port: 0, upstream: s3.endpoint, faults, credentials, region, onCreated, isWatched })
  // The SDK warns when it cannot resend a stream. One test causes that on purpose.
  const logger = { debug() {}, info() {}, warn() {}, error() {} }
  client = new aws.S3Client({ endpoint: front.url, region, credentials, forcePathStyle: true, maxAttempts: 3, logger })
}, 180_000)

afterAll(async () => {
  client?.destroy()
  await front?.close()
  await s3?.close()
  await rm(data, { recursive: true, force: true })
})

beforeEach(() => {
  events = []
})

const objectOf = (event: EventBridgeEvent) => event.detail.object as Record<string, unknown>
const keyOf = (event: EventBridgeEvent) => String(objectOf(event).key)
const put = (Key: string, Body: string | Buffer = 'hello') =>
  client.send(new aws.PutObjectCommand({ Bucket, Key, Body }))
const get = async (Key: string, Range?: string) => {
  const { Body } = await client.send(new aws.GetObjectCommand({ Bucket, Key, Range }))
  return Buffer.from(await Body!.transformToByteArray())
}
test.each([
  'draft/plain.mp4',
  'draft/# 100 % ? + & = ü ß 日本.mp4',
  'draft/a%20b%2Fc.mp4',
  "draft/it's (1) [2]!*;:@$,.mp4",
])('passes the key "%s" through unchanged, both ways and into the event', async Key => {
  await put(Key, Key)
  expect((await get(Key)).toString()).toBe(Key)
  const { Contents } = await client.send(new aws.ListObjectsV2Command({ Bucket, Prefix: 'draft/' }))
  expect(Contents?.map(({ Key }) => Key)).toContain(Key)
  expect(events.map(keyOf)).toEqual([Key])
})

test('creates the event that AWS documents when an object is put', async () => {
  const { ETag, VersionId } = await put('draft/event.mp4', 'twelve bytes')
  expect(events).toEqual([
    expect.objectContaining({
      version: '0',
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '111122223333',
      region: 'us-east-1',
      resources: ['arn:aws:s3:::lectern'],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      detail: expect.objectContaining({
        version: '0',
        bucket: { name: Bucket },
        reason: 'PutObject',
        object: {
          key: 'draft/event.mp4',
          size: 12,
          etag: ETag!.replaceAll('"', ''),
          'version-id': VersionId,
          sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
        },
      }),
    }),
  ])
})

test('gives later events of a key larger sequencers', async () => {
  for (let round = 0; round < 5; round++) await put('draft/again.mp4', String(round))
  const sequencers = events.map(event => String(objectOf(event).sequencer))
  expect(sequencers).toEqual([...new Set(sequencers)].sort())
})

test('reports the real size of a stream that is sent in signed chunks', async () => {
  const parts = Array.from({ length: 30 }, (_, number) => Buffer.alloc(100_000, number))
  const Body = Readable.from(parts)
  await client.send(new aws.PutObjectCommand({ Bucket, Key: 'draft/s.mp4', Body, ContentLength: 3_000_000 }))
  expect(await get('draft/s.mp4')).toEqual(Buffer.concat(parts))
  expect(objectOf(events[0]!).size).toBe(3_000_000)
})

test('passes ranges, HEAD requests, and refusals through', async () => {
  await put('draft/range.mp4', '0123456789')
  expect((await get('draft/range.mp4', 'bytes=2-4')).toString()).toBe('234')
  await expect(get('draft/range.mp4', 'bytes=20-')).rejects.toMatchObject({ $metadata: { httpStatusCode: 416 } })
  await expect(get('draft/none')).rejects.toMatchObject({ name: 'NoSuchKey' })
  const head = await client.send(new aws.HeadObjectCommand({ Bucket, Key: 'draft/range.mp4' }))
  expect(head.ContentLength).toBe(10)
  const conditionalPut = new aws.PutObjectCommand({ Bucket, Key: 'draft/range.mp4', Body: 'x', IfNoneMatch: '*' })
  await expect(client.send(conditionalPut)).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } })
  expect(events).toHaveLength(1)
})

test('passes parts, copies, and versions through, with one event for each object', async () => {
  const Key = 'draft/parts.mp4'
  const { UploadId } = await client.send(new aws.CreateMultipartUploadCommand({ Bucket, Key }))
  const Parts = []
  for (const [index, Body] of [Buffer.alloc(5 << 20, 1), Buffer.alloc(1 << 20, 2)].entries()) {
    const PartNumber = index + 1
    const { ETag } = await client.send(new aws.UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
    Parts.push({ PartNumber, ETag })
  }
  const listed = await client.send(new aws.ListPartsCommand({ Bucket, Key, UploadId }))
  expect(listed.Parts).toHaveLength(2)
  expect(events).toEqual([])
  const complete = { Bucket, Key, UploadId, MultipartUpload: { Parts } }
  const { VersionId, ETag } = await client.send(new aws.CompleteMultipartUploadCommand(complete))
  const CopySource = `${Bucket}/${encodeURIComponent(Key)}?versionId=${VersionId}`
  const copy = await client.send(new aws.CopyObjectCommand({ Bucket, Key: 'draft/copy.mp4', CopySource }))
  expect(events.map(event => [event.detail.reason, objectOf(event)])).toEqual([
    ['CompleteMultipartUpload', object(Key, 6 << 20, ETag, VersionId)],
    ['CopyObject', object('draft/copy.mp4', 6 << 20, copy.CopyObjectResult?.ETag, copy.VersionId)],
  ])
  await client.send(new aws.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }))
  await expect(get(Key)).rejects.toMatchObject({ name: 'NoSuchKey' })
  const old = await client.send(new aws.GetObjectCommand({ Bucket, Key, VersionId }))
  expect(old.ContentLength).toBe(6 << 20)
  expect(events).toHaveLength(2)
})

function object(key: string, size: number, etag = '', versionId = '') {
  return expect.objectContaining({ key, size, etag: etag.replaceAll('"', ''), 'version-id': versionId })
}

test('reports neither failed writes nor unwatched objects', async () => {
  await put('unwatched/a.mp4')
  const Key = 'draft/failed.mp4'
  const { UploadId } = await client.send(new aws.CreateMultipartUploadCommand({ Bucket, Key }))
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: '"nonsense"' }] }
  const complete = new aws.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload })
  await expect(client.send(complete)).rejects.toThrow()
  await client.send(new aws.AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
  expect(events).toEqual([])
})

test('sends a status without handling the call, and the client retries', async () => {
  faults.add([{ target: 's3', operation: 'PutObject', match: 'busy', kind: 'status', status: 503, times: 2 }])
  const { $metadata } = await put('draft/busy.mp4', Buffer.alloc(3 << 20))
  expect($metadata.attempts).toBe(3)
  expect(events).toHaveLength(1)
})

test('handles the call before it sends a late-status', async () => {
  faults.add([{ target: 's3', operation: 'PutObject', match: 'late', kind: 'late-status', status: 403, times: 1 }])
  await expect(put('draft/late.mp4', Buffer.alloc(3 << 20))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  })
  expect(await get('draft/late.mp4')).toHaveLength(3 << 20)
  expect(events).toHaveLength(1)
})

test('resets a download in the middle', async () => {
  await put('draft/cut.mp4', Buffer.alloc(3 << 20))
  faults.add([{ target: 's3', operation: 'GetObject', kind: 'reset', afterBytes: 100_000, times: 1 }])
  await expect(get('draft/cut.mp4')).rejects.toThrow(/aborted|ECONNRESET/)
  expect(await get('draft/cut.mp4')).toHaveLength(3 << 20)
})

test('resets a call before handling it', async () => {
  faults.add([{ target: 's3', operation: 'PutObject', kind: 'reset', times: 1 }])
  const { $metadata } = await put('draft/reset.mp4')
  expect($metadata.attempts).toBe(2)
})

test('cuts, flips, delays, and stalls a body', async () => {
  const Key = 'draft/disturbed.mp4'
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
  await put(Key, bytes)
  const fault = { target: 's3', operation: 'GetObject', match: Key, times: 1 } as const
  faults.add([{ ...fault, kind: 'cut', afterBytes: 100_000 }])
  await expect(get(Key)).rejects.toThrow(/aborted|ECONNRESET/)
  faults.add([{ ...fault, kind: 'flip', afterBytes: 1 }])
  expect((await get(Key, 'bytes=100-102')).toString('hex')).toBe(Buffer.from([100, 100, 102]).toString('hex'))
  faults.add([
    { ...fault, kind: 'delay', delayMs: 20 },
    { ...fault, kind: 'stall', afterBytes: 100_000, delayMs: 20 },
  ])
  for (const _ of [1, 2]) expect((await get(Key)).equals(bytes)).toBe(true)
})

test('sends the whole object of the requested version when a fault ignores the range', async () => {
  const Key = 'draft/whole.mp4'
  const { VersionId } = await put(Key, '0123456789')
  await put(Key, 'the next version')
  faults.add([{ target: 's3', operation: '*', kind: 'ignore-range', times: 2 }])
  const Range = 'bytes=2-4'
  expect((await get(Key, Range)).toString()).toBe('the next version')
  const old = await client.send(new aws.GetObjectCommand({ Bucket, Key, VersionId, Range }))
  expect([old.$metadata.httpStatusCode, old.ContentRange, old.VersionId]).toEqual([200, undefined, VersionId])
  expect(await old.Body?.transformToString()).toBe('0123456789')
  expect((await get(Key, Range)).toString()).toBe('e n')
})

test('handles a call whose response stalls', async () => {
  faults.add([{ target: 's3', operation: 'PutObject', match: 'silent', kind: 'stall', delayMs: 3_600_000, times: 1 }])
  const clientAbort = new AbortController()
  const command = new aws.PutObjectCommand({ Bucket, Key: 'draft/silent.mp4', Body: 'hello' })
  const pendingPut = client.send(command, { abortSignal: clientAbort.signal })
  await expect.poll(() => events.length).toBe(1)
  clientAbort.abort()
  await expect(pendingPut).rejects.toThrow('aborted')
  expect((await get('draft/silent.mp4')).toString()).toBe('hello')
})

test.each([
  { kind: 'late-status', status: 500 },
  { kind: 'reset', afterBytes: 0 },
] as const)('survives a lost response to CompleteMultipartUpload ($kind)', async fault => {
  const Key = `draft/lost-${fault.kind}.mp4`
  const { UploadId } = await client.send(new aws.CreateMultipartUploadCommand({ Bucket, Key }))
  const part = { Bucket, Key, UploadId, PartNumber: 1 }
  const { ETag } = await client.send(new aws.UploadPartCommand({ ...part, Body: 'all of it' }))
  faults.add([{ target: 's3', operation: 'CompleteMultipartUpload', times: 1, ...fault }])
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
  const complete = new aws.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload })
  const { $metadata, VersionId } = await client.send(complete)
  expect($metadata.attempts).toBe(2)
  expect((await get(Key)).toString()).toBe('all of it')
  // The call ran twice but created one version.
  expect(events.map(event => objectOf(event)['version-id'])).toEqual([VersionId, VersionId])
})

test('discards an upload when its client disconnects', async () => {
  const slowStream = Readable.from(
    (async function* () {
      yield Buffer.alloc(1 << 20)
      await new Promise(() => {})
    })(),
  )
  const clientAbort = AbortSignal.timeout(500)
  const command = new aws.PutObjectCommand({ Bucket, Key: 'draft/gone.mp4', Body: slowStream, ContentLength: 2 << 20 })
  await expect(client.send(command, { abortSignal: clientAbort })).rejects.toThrow()
  await expect(get('draft/gone.mp4')).rejects.toMatchObject({ name: 'NoSuchKey' })
  expect(events).toEqual([])
})

test('counts every call by its S3 operation', async () => {
  const counted = await countedCalls()
  expect(counted).toMatchObject({
    PutObject: expect.any(Number),
    GetObject: expect.any(Number),
    UploadPart: 4,
    CreateMultipartUpload: 4,
    CompleteMultipartUpload: 6,
    AbortMultipartUpload: 1,
    CopyObject: 1,
    DeleteObjects: 1,
    HeadObject: 1,
  })
  expect(counted).not.toHaveProperty('Unknown')
})

async function countedCalls(): Promise<Record<string, number>> {
  const server = createServer((request, response) => void faults.handle(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const counted = await (await fetch(`http://127.0.0.1:${port}/faults/calls`)).json()
  server.closeAllConnections()
  server.close()
  return (counted as { s3: Record<string, number> }).s3
}

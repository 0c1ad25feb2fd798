import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { buildStore } from '../test/object-store.ts'
import { getBuffer, head, openStore } from './s3.ts'
import { put } from './s3-put.ts'

const name = () => `put/${crypto.randomUUID()}`

test.each(['plain.txt', 'Größe & Maß (1)+2.txt', "it's 100%, really!*.txt", 'a=b?c#d~e.txt', '兎と亀.txt'])(
  'stores an object unchanged under any name, with its type and metadata: %s',
  async file => {
    const { store } = await buildStore()
    const key = `${name()}/${file}`
    const bytes = Buffer.from('the hare and the hedgehog')
    const stored = await put(store, key, bytes, 'text/plain; charset=utf-8', { rev: '5f' })
    expect(await getBuffer(store, key, stored.versionId)).toEqual(bytes)
    const found = await head(store, key, stored.versionId)
    expect(found).toMatchObject({ ContentType: 'text/plain; charset=utf-8', Metadata: { rev: '5f' } })
    expect(found!.ETag!.replaceAll('"', '')).toBe(stored.etag)
  },
)

test('stores an empty object', async () => {
  const { store } = await buildStore()
  const key = name()
  await put(store, key, Buffer.alloc(0), 'text/plain')
  expect(await getBuffer(store, key)).toHaveLength(0)
})

test.each([
  ['503', { kind: 'status', status: 503 }],
  ['a broken connection', { kind: 'reset' }],
  ['a lost reply', { kind: 'late-status', status: 500 }],
] as const)('retries after %s', async (_, fault) => {
  const { store, faults } = await buildStore()
  faults.add([{ target: 's3', operation: 'PutObject', times: 3, ...fault }])
  const key = name()
  await put(store, key, Buffer.from('bytes'), 'text/plain')
  expect((await getBuffer(store, key)).toString()).toBe('bytes')
})

test('throws an error with S3’s own code when retries do not help', async () => {
  const { store, faults } = await buildStore()
  faults.add([{ target: 's3', operation: 'PutObject', times: 9, kind: 'status', status: 503 }])
  await expect(put(store, 'in vain', Buffer.from('bytes'), 'text/plain')).rejects.toThrow('503')
  const other = await buildStore('another secret')
  await expect(put(other.store, 'in vain', Buffer.from('bytes'), 'text/plain')).rejects.toThrow(
    'S3 answered 403 (SignatureDoesNotMatch)',
  )
})

test('stops waiting when the call is canceled', async () => {
  const { store, faults } = await buildStore()
  faults.add([{ target: 's3', operation: 'PutObject', times: 1, kind: 'delay', delayMs: 60_000 }])
  const canceled = new AbortController()
  const pending = put(store, name(), Buffer.from('bytes'), 'text/plain', {}, canceled.signal)
  setTimeout(() => canceled.abort(), 50)
  await expect(pending).rejects.toThrow()
})

test('sends to the bucket’s host at Amazon when no endpoint is set', async () => {
  const settings = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }
  const store = openStore({ ...settings, S3_BUCKET: 'lessons' } as Parameters<typeof openStore>[0])
  const requests: object[] = []
  const handle = async (request: object) => {
    requests.push(request)
    const headers = { etag: '"e"', 'x-amz-version-id': 'v' }
    return { response: { statusCode: 200, headers, body: Readable.from([]) } }
  }
  store.client.config.requestHandler = { handle } as unknown as typeof store.client.config.requestHandler
  await put(store, 'draft/a b.txt', Buffer.from('bytes'), 'text/plain')
  expect(requests).toMatchObject([
    {
      ...{ protocol: 'https:', hostname: 'lessons.s3.eu-central-1.amazonaws.com', path: '/draft/a%20b.txt' },
      headers: { host: 'lessons.s3.eu-central-1.amazonaws.com', authorization: expect.stringContaining('AWS4-HMAC') },
    },
  ])
})

import { Agent } from 'node:http'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { SandboxFile } from '../sandbox-file.ts'
import { outputOf } from './child.ts'
import { randomBytesOf } from './contents.ts'
import { seconds } from './seconds.ts'

/**
 * What to store from memory: so many objects of one put each, or one object of so many parts; or what lies below a prefix, to be copied inside S3.
 * So many requests at a time.
 */
export type Load =
  | { kind: 'puts' | 'parts'; count: number; bytes: number; atOnce: number }
  | { kind: 'copies'; from: string; atOnce: number }
type Stores = Exclude<Load, { kind: 'copies' }>

type Order = { s3: SandboxFile['s3']; prefix: string; load: Load }

/** Seconds that this S3, through its front, takes for a load, from a process of its own that does nothing else and is warm. */
export async function bareSeconds({ s3 }: SandboxFile, prefix: string, load: Load): Promise<number> {
  const order: Order = { s3, prefix, load }
  const env = { ...process.env, BARE_S3: JSON.stringify(order) }
  return Number(await outputOf(process.execPath, [import.meta.filename], env))
}

async function carryOut({ s3, prefix, load }: Order): Promise<number> {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = s3
  const client = new S3Client({
    ...{ region, endpoint, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } },
    // Otherwise each large part has a connection of its own.
    expectContinueHeader: false,
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 128 }) },
  })
  if (load.kind === 'copies') return copies(client, bucket, prefix, load)
  const store = load.kind === 'puts' ? puts : parts
  const few = { ...load, count: load.kind === 'puts' ? 300 : 4 }
  await store(client, bucket, `${prefix}/warm`, few)
  return store(client, bucket, `${prefix}/measured`, load)
}

async function puts(
  client: S3Client,
  Bucket: string,
  prefix: string,
  { count, bytes, atOnce }: Stores,
): Promise<number> {
  const bodies = Array.from({ length: count }, () => randomBytesOf(bytes))
  return seconds(() =>
    each(count, atOnce, number =>
      client.send(new PutObjectCommand({ Bucket, Key: `${prefix}/${number % 20}/${number}`, Body: bodies[number] })),
    ),
  )
}

async function parts(client: S3Client, Bucket: string, Key: string, { count, bytes, atOnce }: Stores): Promise<number> {
  const bodies = Array.from({ length: atOnce }, () => randomBytesOf(bytes))
  return seconds(async () => {
    const target = { Bucket, Key }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(target))
    const Parts: { PartNumber: number; ETag?: string }[] = []
    await each(count, atOnce, async number => {
      const part = { ...target, UploadId, PartNumber: number + 1, Body: bodies[number % atOnce] }
      Parts[number] = { PartNumber: number + 1, ETag: (await client.send(new UploadPartCommand(part))).ETag }
    })
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }))
  })
}

/** The listing is made before, and some copies to be warm. */
async function copies(
  client: S3Client,
  Bucket: string,
  prefix: string,
  { from, atOnce }: Extract<Load, { kind: 'copies' }>,
): Promise<number> {
  const keys: string[] = []
  for (let ContinuationToken: string | undefined; ; ) {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: from, ContinuationToken }))
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key!))
    if (!page.IsTruncated) break
    ContinuationToken = page.NextContinuationToken
  }
  const copy = (some: string[], to: string) =>
    each(some.length, atOnce, number => {
      const source = `${Bucket}/${encodeURIComponent(some[number]!).replaceAll('%2F', '/')}`
      const Key = `${prefix}/${to}/${some[number]}`
      return client.send(new CopyObjectCommand({ Bucket, Key, CopySource: source }))
    })
  await copy(keys.slice(0, 300), 'warm')
  return seconds(() => copy(keys, 'measured'))
}

async function each(count: number, atOnce: number, work: (number: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const one = async () => {
    for (let number = next++; number < count; number = next++) await work(number)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}

if (import.meta.main) {
  console.log(await carryOut(JSON.parse(process.env.BARE_S3!)))
  process.exit(0)
}

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
import type { SandboxFile } from '../../start/sandbox-file.ts'
import { outputOf } from './child.ts'
import { measureSeconds } from './seconds.ts'
import { randomBytesOf } from './test-files.ts'

/**
 * The requests to measure. `puts` stores `count` objects from memory, `parts` stores one object of `count` parts, and
 * `copies` copies the objects below the prefix `from` inside S3. `concurrency` is the number of requests at a time.
 */
export type Load =
  | { kind: 'puts' | 'parts'; count: number; bytes: number; concurrency: number }
  | { kind: 'copies'; from: string; concurrency: number }
type StoreLoad = Exclude<Load, { kind: 'copies' }>

type LoadRequest = { s3: SandboxFile['s3']; prefix: string; load: Load }

/**
 * Measures the seconds that this S3, through its proxy, takes for a load. The client is a separate, warmed-up process:
 * this file, which only benches run.
 */
export async function measureBareS3({ s3 }: SandboxFile, prefix: string, load: Load): Promise<number> {
  const request: LoadRequest = { s3, prefix, load }
  const env = { ...process.env, BARE_S3: JSON.stringify(request) }
  return Number(await outputOf(process.execPath, [import.meta.filename], env))
}

async function runLoad({ s3, prefix, load }: LoadRequest): Promise<number> {
  const { bucket, region, endpoint, accessKeyId, secretAccessKey } = s3
  const client = new S3Client({
    ...{ region, endpoint, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } },
    // Otherwise each large part opens its own connection.
    expectContinueHeader: false,
    requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 128 }) },
  })
  if (load.kind === 'copies') return runCopies(client, bucket, prefix, load)
  const store = load.kind === 'puts' ? runPuts : runParts
  const warmUpLoad = { ...load, count: load.kind === 'puts' ? 300 : 4 }
  await store(client, bucket, `${prefix}/warm`, warmUpLoad)
  return store(client, bucket, `${prefix}/measured`, load)
}

async function runPuts(
  client: S3Client,
  Bucket: string,
  prefix: string,
  { count, bytes, concurrency }: StoreLoad,
): Promise<number> {
  const bodies = Array.from({ length: count }, () => randomBytesOf(bytes))
  return measureSeconds(() =>
    runConcurrently(count, concurrency, number =>
      client.send(new PutObjectCommand({ Bucket, Key: `${prefix}/${number % 20}/${number}`, Body: bodies[number] })),
    ),
  )
}

async function runParts(
  client: S3Client,
  Bucket: string,
  Key: string,
  { count, bytes, concurrency }: StoreLoad,
): Promise<number> {
  const bodies = Array.from({ length: concurrency }, () => randomBytesOf(bytes))
  return measureSeconds(async () => {
    const target = { Bucket, Key }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(target))
    const Parts: { PartNumber: number; ETag?: string }[] = []
    await runConcurrently(count, concurrency, async number => {
      const part = { ...target, UploadId, PartNumber: number + 1, Body: bodies[number % concurrency] }
      Parts[number] = { PartNumber: number + 1, ETag: (await client.send(new UploadPartCommand(part))).ETag }
    })
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }))
  })
}

/** Lists the objects and copies 300 of them as a warm-up before it measures. */
async function runCopies(
  client: S3Client,
  Bucket: string,
  prefix: string,
  { from, concurrency }: Extract<Load, { kind: 'copies' }>,
): Promise<number> {
  const keys: string[] = []
  for (let ContinuationToken: string | undefined; ; ) {
    const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix: from, ContinuationToken }))
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key!))
    if (!page.IsTruncated) break
    ContinuationToken = page.NextContinuationToken
  }
  const copy = (someKeys: string[], to: string) =>
    runConcurrently(someKeys.length, concurrency, number => {
      const source = `${Bucket}/${encodeURIComponent(someKeys[number]!).replaceAll('%2F', '/')}`
      const Key = `${prefix}/${to}/${someKeys[number]}`
      return client.send(new CopyObjectCommand({ Bucket, Key, CopySource: source }))
    })
  await copy(keys.slice(0, 300), 'warm')
  return measureSeconds(() => copy(keys, 'measured'))
}

async function runConcurrently(
  count: number,
  concurrency: number,
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const worker = async () => {
    for (let number = next++; number < count; number = next++) await work(number)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}

if (import.meta.main) {
  console.log(await runLoad(JSON.parse(process.env.BARE_S3!)))
  process.exit(0)
}

import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { freePorts } from '../machine/ports.ts'
import { Processes } from '../machine/processes.ts'
import { ensureSecret } from '../machine/secrets.ts'

/** The address and credentials of an S3. */
export type S3Access = { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string }

/** A running SeaweedFS with its S3 API. */
export type S3 = S3Access & { pid: number; close: () => Promise<void> }

async function waitUntilReady(endpoint: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isReady = await fetch(`${endpoint}/healthz`, { signal: AbortSignal.timeout(1000) }).then(
      response => response.ok,
      () => false,
    )
    if (isReady) return
    await sleep(40)
  }
}

/** Creates a bucket with versioning if it does not exist yet. */
export async function ensureBucket(access: S3Access, bucket: string): Promise<void> {
  const { endpoint, region, accessKeyId, secretAccessKey } = access
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } })
  const existsErrors = new Set(['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'])
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket })).catch(error => {
      if (!existsErrors.has(error.name)) throw error
    })
    const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }))
    if (Status === 'Enabled') return
    const VersioningConfiguration = { Status: 'Enabled' } as const
    await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }))
  } finally {
    client.destroy()
  }
}

/**
 * Starts SeaweedFS with its files in `<data>/s3` on free ports of 127.0.0.1. The credentials are saved in the data
 * folder's secrets. The S3 port requires them for everything. SeaweedFS's other ports do not: the filer's port serves
 * every object to anyone on this machine.
 */
export async function startS3(options: { data: string; executable: string; processes?: Processes }): Promise<S3> {
  const { data, executable, processes = new Processes(join(data, 'logs')) } = options
  const names = [
    's3',
    's3.grpc',
    'master',
    'master.grpc',
    'volume',
    'volume.grpc',
    'filer',
    'filer.grpc',
    'admin',
    'admin.grpc',
  ]
  const ports = await freePorts(names.length)
  const endpoint = `http://127.0.0.1:${ports[0]}`
  const accessKeyId = ensureSecret(data, 's3AccessKeyId', 'hex').slice(0, 20).toUpperCase()
  const secretAccessKey = ensureSecret(data, 's3SecretAccessKey')

  mkdirSync(join(data, 's3'), { recursive: true })
  const identities = [
    {
      name: 'lectern',
      credentials: [{ accessKey: accessKeyId, secretKey: secretAccessKey }],
      actions: ['Admin', 'Read', 'List', 'Tagging', 'Write'],
    },
  ]
  const config = join(data, 's3.json')
  writeFileSync(config, JSON.stringify({ identities }), { mode: 0o600 })
  // SeaweedFS does not delete its sockets, and a socket's path must not exceed about 100 characters.
  const sockets = join(tmpdir(), `lectern-s3-${createHash('sha256').update(resolve(data)).digest('hex').slice(0, 8)}`)
  rmSync(sockets, { recursive: true, force: true })
  mkdirSync(sockets, { mode: 0o700 })

  await processes.start({
    name: 's3',
    command: executable,
    args: [
      ...[
        '-logtostderr=true',
        'mini',
        `-dir=${join(data, 's3')}`,
        '-ip=127.0.0.1',
        '-ip.bind=127.0.0.1',
        `-s3.config=${config}`,
      ],
      ...['-master.telemetry=false', '-admin.ui=false', '-webdav=false', '-s3.port.iceberg=0', '-s3.port.lance=0'],
      ...['-s3.autoCreateBucket=false', '-s3.allowDeleteBucketNotEmpty=false', '-master.volumeSizeLimitMB=64'],
      ...names.map((name, i) => `-${name.replace(/(\.grpc)?$/, '.port$1')}=${ports[i]}`),
    ],
    env: {
      ...process.env,
      TMPDIR: sockets,
      // Without a limit, memory grows to 2 GB.
      GOMEMLIMIT: '400MiB',
      // Dropbox allows names of 255 characters, which can take 900 bytes.
      WEED_FILER_OPTIONS_MAX_FILE_NAME_LENGTH: '1024',
    },
    // When another program uses one of its ports, SeaweedFS reports no error. It just never becomes ready.
    readyTimeoutMs: 30_000,
    ready: signal => waitUntilReady(endpoint, signal),
    cleanUp: () => rmSync(sockets, { recursive: true, force: true }),
  })
  return {
    ...{ endpoint, region: 'us-east-1', accessKeyId, secretAccessKey },
    get pid() {
      return processes.pids.s3!
    },
    close: () => processes.stop('s3'),
  }
}

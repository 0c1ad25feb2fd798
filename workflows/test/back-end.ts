import { generateKeyPairSync } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import type { Package } from '@lectern/domain/database'
import { createPackage } from '@lectern/domain/packages/packages'
import { type PublicationInput, requestPublication } from '@lectern/domain/publish/publications'
import { requestSync } from '@lectern/domain/sync/sync-runs'
import { profile } from '@lectern/domain/transcode/encoding-settings'
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker'
import { pino } from 'pino'
import { inject, onTestFinished, vi } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { startDropbox } from '../../sandbox/dropbox/dropbox.ts'
import { Faults } from '../../sandbox/faults/faults.ts'
import { startMediaConvert } from '../../sandbox/mediaconvert/mediaconvert.ts'
import { resolveExecutable } from '../../sandbox/programs/executables.ts'
import { startS3Front } from '../../sandbox/s3/front.ts'
import { ensureBucket } from '../../sandbox/services/s3.ts'
import type { ChromiumSettings } from '../comparisons/chromium.ts'
import { parseWorkflowId } from '../contract.ts'
import { findFolder } from '../dropbox/client.ts'
import { tryWake } from '../wake.ts'
import { openWebhookWaker } from '../webhooks/wake-webhooks.ts'
import { readWorkerSettings } from '../worker/configuration.ts'
import { openServices } from '../worker/open-services.ts'
import { openThreads } from '../worker/open-threads.ts'
import { openWorkers } from '../worker/open-workers.ts'
import { createNamespace } from './temporal-namespace.ts'

// Do not print what activities and workflows log about expected failures.
Runtime.install({ logger: new DefaultLogger('ERROR') })

// Starting threads takes seconds of processor time, so all back ends of a process share them. They end with it.
const threads = openThreads()

const dropboxApp = { appKey: 'key', appSecret: 'secret', refreshToken: 'refresh', accessToken: 'sl.fixed' }

const { privateKey: auditKey } = generateKeyPairSync('ed25519')

type BackEndOptions = { dropEvents?: boolean; chromium?: ChromiumSettings | null }

/**
 * Builds a whole back end for one test: its own database, its own bucket behind the counting pass-through, stand-ins
 * for Dropbox and MediaConvert, and the real worker. `files` are placed in the Dropbox folder `/Lesson`. `dropEvents`
 * drops every event of a job. `chromium`: the browser that takes pictures of pages. Everything ends with the test.
 */
export async function buildBackEnd(
  files: Record<string, string | Buffer>,
  { dropEvents = false, chromium = null }: BackEndOptions = {},
) {
  const directory = await mkdtemp(join(tmpdir(), 'lectern-back-end-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const faults = new Faults()
  const folder = join(directory, 'dropbox')
  const localPath = (path: string) => join(folder, 'Lesson', path)
  const write = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(localPath(path)), { recursive: true })
    await writeFile(localPath(path), content)
  }
  for (const [path, content] of Object.entries(files)) await write(path, content)

  const { bucket: _, ...s3 } = inject('s3')
  const bucket = `test-${crypto.randomUUID()}`
  await ensureBucket(s3, bucket)
  const closers: (() => Promise<unknown>)[] = []
  onTestFinished(async () => {
    for (const close of closers.reverse()) await close()
  })
  const s3Front = await startS3Front({
    port: 0,
    upstream: s3.endpoint,
    region: s3.region,
    credentials: s3,
    faults,
    onCreated() {},
    isWatched: () => false,
  })
  closers.push(() => s3Front.close())
  const dropbox = await startDropbox({
    ...dropboxApp,
    folder,
    state: join(directory, 'state'),
    port: 0,
    faults,
    account: { name: 'Harry Hase', email: 'harry@example.org' },
  })
  closers.push(() => dropbox.close())
  const database = await createTestDatabase()
  const tools = { ffmpeg: await resolveExecutable('ffmpeg'), ffprobe: await resolveExecutable('ffprobe') }
  const mediaconvert = await startMediaConvert({
    ...tools,
    port: 0,
    state: join(directory, 'jobs'),
    s3,
    faults,
    region: s3.region,
    preset: 'ultrafast',
    concurrentJobs: 1,
    // Does what the webhook does with a job's event: at the job's end, it wakes the workflow that the job names.
    onEvent: event => {
      const detail = event.detail as { status: string; userMetadata?: { workflowId?: string } }
      const id = detail.userMetadata?.workflowId
      const isOver = ['COMPLETE', 'ERROR', 'CANCELED'].includes(detail.status)
      const workflow = id && isOver && !dropEvents ? parseWorkflowId(id) : null
      if (workflow) void tryWake(services, workflow)
    },
  })
  closers.push(() => mediaconvert.close())

  const namespace = await createNamespace()
  const settings = readWorkerSettings({
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: namespace,
    AWS_REGION: s3.region,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    S3_ENDPOINT: s3Front.url,
    S3_BUCKET: bucket,
    MEDIACONVERT_ENDPOINT: mediaconvert.url,
    MEDIACONVERT_ROLE: 'arn:aws:iam::123456789012:role/MediaConvert',
    DROPBOX_URL: dropbox.url,
    DROPBOX_APP_KEY: dropboxApp.appKey,
    DROPBOX_APP_SECRET: dropboxApp.appSecret,
    DROPBOX_REFRESH_TOKEN: dropboxApp.refreshToken,
    LECTERN_SECRET: Buffer.alloc(32, 1).toString('base64'),
    LECTERN_WEBHOOK_PRIVATE: '127.0.0.0/8,::1/128',
    LECTERN_AUDIT_KEY: auditKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    FFPROBE: tools.ffprobe,
    SYNC_PART_MIB: '8',
    SYNC_LANES: '4',
  })
  const services = await openServices(settings, pino({ level: 'silent' }), threads, chromium)
  closers.push(() => services.close())
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') })
  const workers = await openWorkers(connection, namespace, services, {
    workflowBundle: { codePath: inject('workflowBundle') },
  })
  const running = workers.run()
  closers.push(async () => {
    workers.shutdown()
    await running
    await connection.close()
  })
  const webhookWaker = openWebhookWaker(services, database.appUrl)
  closers.push(() => webhookWaker.close())

  const pkg: Package = await makePackage()
  return {
    ...services,
    ...{ at: localPath, write, faults, bucket, tools, pkg, settings, databaseUrl: database.appUrl },
    bill: () => mediaconvert.bill(),
    jobQueue: mediaconvert.queue,
    makePackage,
    transcoded: waitForTranscode,
    remove: (path: string) => rm(localPath(path), { recursive: true }),
    move: async (from: string, to: string) => {
      await mkdir(dirname(localPath(to)), { recursive: true })
      await rename(localPath(from), localPath(to))
    },
    readSource: (path: string) => readFile(localPath(path)),
    synchronize,
    publish,
    until: waitFor,
  }

  /** Creates a package for a folder, by default for `/Lesson`. */
  async function makePackage(path = '/Lesson'): Promise<Package> {
    const found = await findFolder(services.dropbox, path)
    return change(services.database, systemActor, tx => createPackage(tx, systemActor, { folder: found! }))
  }

  /** Requests a sync run and waits for its end. Fails the test after 240 seconds. */
  async function synchronize(full = false, { id: packageId }: Pick<Package, 'id'> = pkg) {
    const run = await change(services.database, systemActor, tx => requestSync(tx, systemActor, packageId, full))
    await tryWake(services, { workflow: 'sync', packageId })
    return waitFor(() => services.database.syncRun.findFirst({ where: { id: run.id, finishedAt: { not: null } } }))
  }

  /** Waits for the end of the newest transcode. */
  async function waitForTranscode({ id: packageId }: Pick<Package, 'id'> = pkg) {
    return waitFor(async () => {
      const newest = await services.database.transcode.findFirst({
        where: { packageId },
        orderBy: { startedAt: 'desc' },
      })
      return newest?.finishedAt ? newest : null
    })
  }

  /** Requests a publication of the current draft, which the worker then carries out. */
  async function publish(slug = 'production', options: Pick<PublicationInput, 'acceptFallback'> = {}) {
    const environment = await services.database.environment.findFirstOrThrow({ where: { slug, deletedAt: null } })
    const input = { packageId: pkg.id, environment, ...options }
    const publication = await change(services.database, systemActor, tx =>
      requestPublication(tx, systemActor, input, profile),
    )
    await tryWake(services, { workflow: 'publish', packageId: pkg.id })
    return publication
  }

  async function waitFor<T>(check: () => Promise<T | null>): Promise<T> {
    return vi.waitUntil(check, { timeout: 240_000, interval: 100 }) as Promise<T>
  }
}

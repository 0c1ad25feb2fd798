import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { createPackage } from '@lectern/schema/changes/package'
import { askForPublication, type PublicationWish } from '@lectern/schema/changes/publication'
import { askForSync } from '@lectern/schema/changes/sync-run'
import type { Package } from '@lectern/schema/database'
import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time.js'
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker'
import { pino } from 'pino'
import { inject, onTestFinished, vi } from 'vitest'
import { startDropbox } from '../sandbox/dropbox/dropbox.ts'
import { executable } from '../sandbox/executables.ts'
import { Faults } from '../sandbox/faults.ts'
import { startMediaConvert } from '../sandbox/mediaconvert/mediaconvert.ts'
import { makeBucket } from '../sandbox/s3.ts'
import { startS3Front } from '../sandbox/s3-front.ts'
import { testDatabase } from '../sandbox/test-database.ts'
import { wakeQuietly } from './activities/wake-quietly.ts'
import { findFolder } from './clients/dropbox.ts'
import { readWorkerSettings } from './configuration.ts'
import { parseWorkflowId, profile } from './contract.ts'
import { openWorkers } from './workers.ts'
import { openWorld } from './world.ts'

// What activities and workflows say of expected failures is not what a test prints.
Runtime.install({ logger: new DefaultLogger('ERROR') })

const app = { appKey: 'key', appSecret: 'secret', refreshToken: 'refresh', accessToken: 'sl.fixed' }

/**
 * A whole back end for one test: a database of its own, a bucket of its own behind the counting pass-through, stand-ins for Dropbox and
 * MediaConvert, and the real worker. `files` lie in the Dropbox folder `/Lesson`. `deaf`: no event of a job ever arrives. Everything ends with
 * the test.
 */
export async function buildWorld(files: Record<string, string | Buffer>, { deaf = false } = {}) {
  const place = await mkdtemp(join(tmpdir(), 'lectern-world-'))
  onTestFinished(() => rm(place, { recursive: true, force: true }))
  const faults = new Faults()
  const folder = join(place, 'dropbox')
  const at = (path: string) => join(folder, 'Lesson', path)
  const write = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(at(path)), { recursive: true })
    await writeFile(at(path), content)
  }
  for (const [path, content] of Object.entries(files)) await write(path, content)

  const { bucket: _, ...s3 } = inject('s3')
  const bucket = `test-${crypto.randomUUID()}`
  await makeBucket(s3, bucket)
  const closing: (() => Promise<unknown>)[] = []
  onTestFinished(async () => {
    for (const close of closing.reverse()) await close()
  })
  const front = await startS3Front({
    port: 0,
    upstream: s3.endpoint,
    region: s3.region,
    credentials: s3,
    faults,
    onCreated() {},
    isWatched: () => false,
  })
  closing.push(() => front.close())
  const dropbox = await startDropbox({
    ...app,
    folder,
    state: join(place, 'state'),
    port: 0,
    faults,
    account: { name: 'Harry Hase', email: 'harry@example.org' },
  })
  closing.push(() => dropbox.close())
  // A wake-up that Temporal's client tries again behind a closed connection would end the test run.
  const wakes: Promise<void>[] = []
  let isClosing = false
  const database = await testDatabase()
  const tools = { ffmpeg: await executable('ffmpeg'), ffprobe: await executable('ffprobe') }
  const mediaconvert = await startMediaConvert({
    ...tools,
    port: 0,
    state: join(place, 'jobs'),
    s3,
    faults,
    region: s3.region,
    preset: 'ultrafast',
    concurrentJobs: 1,
    // What the webhook does with a job's event: at its end it wakes the workflow that the job names, nothing more.
    onEvent: event => {
      const detail = event.detail as { status: string; userMetadata?: { workflowId?: string } }
      const id = detail.userMetadata?.workflowId
      const isOver = ['COMPLETE', 'ERROR', 'CANCELED'].includes(detail.status)
      const what = id && isOver && !deaf ? parseWorkflowId(id) : null
      if (what && !isClosing) wakes.push(wakeQuietly(world, what))
    },
  })
  closing.push(() => mediaconvert.close())

  const namespace = await buildNamespace()
  const settings = readWorkerSettings({
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: inject('temporalAddress'),
    TEMPORAL_NAMESPACE: namespace,
    AWS_REGION: s3.region,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    S3_ENDPOINT: front.url,
    S3_BUCKET: bucket,
    MEDIACONVERT_ENDPOINT: mediaconvert.url,
    MEDIACONVERT_ROLE: 'arn:aws:iam::123456789012:role/MediaConvert',
    DROPBOX_URL: dropbox.url,
    DROPBOX_APP_KEY: app.appKey,
    DROPBOX_APP_SECRET: app.appSecret,
    DROPBOX_REFRESH_TOKEN: app.refreshToken,
    LECTERN_SECRET: Buffer.alloc(32, 1).toString('base64'),
    FFPROBE: tools.ffprobe,
    SYNC_PART_MIB: '8',
    SYNC_LANES: '4',
  })
  const world = await openWorld(settings, pino({ level: 'silent' }))
  closing.push(async () => {
    isClosing = true
    await Promise.all(wakes)
    await world.close()
  })
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') })
  const workers = await openWorkers(connection, namespace, world, {
    workflowBundle: { codePath: inject('workflowBundle') },
  })
  const running = workers.run()
  closing.push(async () => {
    workers.shutdown()
    await running
    await connection.close()
  })

  const pkg: Package = await makePackage()
  return {
    ...world,
    ...{ at, write, faults, bucket, tools, pkg, settings },
    bill: () => mediaconvert.bill(),
    makePackage,
    transcoded,
    remove: (path: string) => rm(at(path), { recursive: true }),
    move: async (from: string, to: string) => {
      await mkdir(dirname(at(to)), { recursive: true })
      await rename(at(from), at(to))
    },
    sourceOf: (path: string) => readFile(at(path)),
    synchronize,
    publish,
    until,
  }

  /** A package of a folder; by default of the first one's. */
  async function makePackage(path = '/Lesson'): Promise<Package> {
    const found = await findFolder(world.dropbox, path)
    return change(world.database, lectern, tx => createPackage(tx, lectern, { folder: found! }))
  }

  /** Asks for a synchronisation and waits for its end; fails the test when it takes most of a minute. */
  async function synchronize(full = false, { id: packageId }: Pick<Package, 'id'> = pkg) {
    const run = await change(world.database, lectern, tx => askForSync(tx, lectern, packageId, full))
    await wakeQuietly(world, { workflow: 'sync', packageId })
    return until(() => world.database.syncRun.findFirst({ where: { id: run.id, finishedAt: { not: null } } }))
  }

  /** Waits for the end of the newest transcode. */
  async function transcoded({ id: packageId }: Pick<Package, 'id'> = pkg) {
    return until(async () => {
      const newest = await world.database.transcode.findFirst({ where: { packageId }, orderBy: { startedAt: 'desc' } })
      return newest?.finishedAt ? newest : null
    })
  }

  /** Asks for a publication of the present draft; it goes on by itself. */
  async function publish(slug = 'production', more: Pick<PublicationWish, 'acceptFallback'> = {}) {
    const environment = await world.database.environment.findFirstOrThrow({ where: { slug, deletedAt: null } })
    const wished = { packageId: pkg.id, environment, ...more }
    const publication = await change(world.database, lectern, tx => askForPublication(tx, lectern, wished, profile))
    await wakeQuietly(world, { workflow: 'publish', packageId: pkg.id })
    return publication
  }

  async function until<T>(look: () => Promise<T | null>): Promise<T> {
    return vi.waitUntil(look, { timeout: 100_000, interval: 100 }) as Promise<T>
  }
}

/** A Temporal namespace of its own: worlds that run side by side must not take each other's tasks. */
async function buildNamespace(): Promise<string> {
  const namespace = `test-${crypto.randomUUID()}`
  const connection = await Connection.connect({ address: inject('temporalAddress') })
  const day = msToTs('1 day')
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: day })
  const isThere = () => connection.workflowService.describeNamespace({ namespace }).then(Boolean, () => false)
  await vi.waitUntil(isThere, { timeout: 10_000, interval: 50 })
  await connection.close()
  return namespace
}

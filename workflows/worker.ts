/**
 * The worker: `node workflows/worker.ts`. You can run any number of them. On SIGTERM it ends once its activities have
 * stopped.
 */
import { setFlagsFromString } from 'node:v8'
import { readCommandLine } from '@lectern/domain/command-line'
import { fillPathKeys } from '@lectern/domain/files/fill-path-keys'
import { NativeConnection } from '@temporalio/worker'
import { ensureCleanupSchedule } from './cleanup/cleanup-schedule.ts'
import { ConfigurationError } from './cloud-settings.ts'
import { ErrorCounts } from './system/error-counts.ts'
import { startReporting } from './system/report-process.ts'
import { hasNamespace } from './temporal.ts'
import { openWebhookWaker } from './webhooks/wake-webhooks.ts'
import { startableChromium } from './worker/chromium-start.ts'
import { readWorkerSettings } from './worker/configuration.ts'
import { requireFfprobe } from './worker/ffprobe-version.ts'
import { openLog } from './worker/log.ts'
import { openServices } from './worker/open-services.ts'
import { closeThreads, openThreads } from './worker/open-threads.ts'
import { openWorkers } from './worker/open-workers.ts'
import { ensureSchedules } from './worker/schedules.ts'

// By default, V8 lets the heap double between collections: 456 MB with 50,000 small files. This limit costs no time.
// (Node 24)
setFlagsFromString('--heap-growing-percent=20')

/** How long Temporal may take to answer at the start, in milliseconds. */
const namespaceTimeoutMs = 10_000

readCommandLine({
  usage:
    'node workflows/worker.ts: runs a worker (synchronizing, transcoding, publishing). .env.example explains its settings.',
  options: {},
})
const settings = await orExit(() => readWorkerSettings(process.env))
const errors = new ErrorCounts()
const log = openLog(settings.LOG_LEVEL, errors)
const chromiumStart = startableChromium(settings, log)
log.info({ ffprobe: await orExit(() => requireFfprobe(settings.FFPROBE)) }, 'Worker starts')
const threads = openThreads()
const services = await openServices(settings, log, threads, await chromiumStart)
const connection = await NativeConnection.connect({ address: settings.TEMPORAL_ADDRESS })
if (!(await hasNamespace(services.temporal, AbortSignal.timeout(namespaceTimeoutMs)))) {
  log.fatal(
    `The namespace "${settings.TEMPORAL_NAMESPACE}" does not exist in Temporal. Create it, or correct TEMPORAL_NAMESPACE.`,
  )
  process.exit(1)
}
const workers = await openWorkers(connection, settings.TEMPORAL_NAMESPACE, services)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => workers.shutdown())
await ensureSchedules(services.temporal)
await ensureCleanupSchedule(services.temporal)
// The first start seeds the connection row from the configuration. If Dropbox is unavailable now, later calls ask
// again.
services.dropbox.tokens.getAccess().catch(error => log.warn({ error: String(error) }, 'Could not reach Dropbox'))
// Files of an earlier version of Lectern get their keys in the background. They are found by their exact spelling before.
fillPathKeys(services.database).catch(error => log.warn({ error: String(error) }, 'Could not fill in path keys'))
const { LECTERN_VERSION: version } = settings
const stopReporting = startReporting({ ...services, errors, version, kind: 'worker' })
const webhookWaker = openWebhookWaker(services, settings.DATABASE_URL)
process.send?.('ready')
await workers.run()
await stopReporting()
await webhookWaker.close()
await connection.close()
await services.close()
await closeThreads(threads)
process.exit(0)

/** A missing or invalid setting is a sentence, not a stack. */
async function orExit<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    console.error(error instanceof ConfigurationError ? error.message : error)
    process.exit(1)
  }
}

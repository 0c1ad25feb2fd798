/** The worker: `node workflows/worker.ts`, any number of them. Ends on SIGTERM once its activities have handed their work back. */
import { setFlagsFromString } from 'node:v8'
import { NativeConnection } from '@temporalio/worker'
import { readWorkerSettings } from './worker/configuration.ts'
import { openLog } from './worker/log.ts'
import { ensureSchedules } from './worker/schedules.ts'
import { ensureCleanupSchedule } from './cleanup/cleanup-schedule.ts'
import { openWorkers } from './worker/open-workers.ts'
import { openServices } from './worker/open-services.ts'

// Left alone, V8 lets the heap double between collections; of fifty thousand small files that was 456 MB, and this costs no time. (Node 24)
setFlagsFromString('--heap-growing-percent=20')

const settings = readWorkerSettings(process.env)
const log = openLog(settings.LOG_LEVEL)
const services = await openServices(settings, log)
const connection = await NativeConnection.connect({ address: settings.TEMPORAL_ADDRESS })
const workers = await openWorkers(connection, settings.TEMPORAL_NAMESPACE, services)
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => workers.shutdown())
await ensureSchedules(services.temporal)
await ensureCleanupSchedule(services.temporal)
// The first time this fills the connection's row from the configuration; a Dropbox that is away now is asked again when it is needed.
services.dropbox.tokens.getAccess().catch(error => log.warn({ error: String(error) }, 'Dropbox could not be reached'))
process.send?.('ready')
await workers.run()
await connection.close()
await services.close()
process.exit(0)

/** The worker: `node workflows/worker.ts`, any number of them. Ends on SIGTERM once its activities have handed their work back. */
import { fileURLToPath } from 'node:url'
import { NativeConnection, Worker } from '@temporalio/worker'
import { createActivities } from './activities/create.ts'
import { readWorkerSettings } from './configuration.ts'
import { taskQueue } from './contract.ts'
import { openLog } from './log.ts'
import { ensureSweep } from './sweep-schedule.ts'
import { openWorld } from './world.ts'

const settings = readWorkerSettings(process.env)
const log = openLog(settings.LOG_LEVEL)
const world = await openWorld(settings, log)
const connection = await NativeConnection.connect({ address: settings.TEMPORAL_ADDRESS })
const worker = await Worker.create({
  connection,
  namespace: settings.TEMPORAL_NAMESPACE,
  taskQueue,
  workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)),
  activities: createActivities(world),
  maxHeartbeatThrottleInterval: '500ms',
  defaultHeartbeatThrottleInterval: '500ms',
  stickyQueueScheduleToStartTimeout: '1s',
  shutdownForceTime: '20s',
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => worker.shutdown())
await ensureSweep(world.temporal)
// The first time this fills the connection's row from the configuration; a Dropbox that is away now is asked again when it is needed.
world.dropbox.tokens.access().catch(error => log.warn({ error: String(error) }, 'Dropbox could not be reached'))
process.send?.('ready')
await worker.run()
await connection.close()
await world.close()
process.exit(0)

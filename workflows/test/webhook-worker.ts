/** For tests: a worker process that only delivers webhooks, so that a test can kill it. Its argument is JSON. */
import { openDatabase } from '@lectern/domain/database'
import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { taskQueue } from '../contract.ts'
import { privateRanges } from '../outbound/address-ranges.ts'
import { openOutbound } from '../outbound/outbound.ts'
import type { Services } from '../services.ts'
import { createWebhookActivities } from '../webhooks/activities.ts'
import { openWebhookWaker } from '../webhooks/wake-webhooks.ts'

export type WebhookWorkerSettings = {
  databaseUrl: string
  address: string
  namespace: string
  codePath: string
  secret: string
  timeoutMs: number
  /** The addresses of names. */
  addresses: Record<string, string[]>
}

const settings = JSON.parse(process.argv[2]!) as WebhookWorkerSettings
const { address, namespace } = settings
Runtime.install({ logger: new DefaultLogger('ERROR') })
const resolve = async (name: string) =>
  (settings.addresses[name] ?? []).map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
const services = {
  database: openDatabase(settings.databaseUrl, 5),
  temporal: new Client({ connection: await Connection.connect({ address }), namespace }),
  log: pino({ level: 'silent' }),
  outbound: openOutbound({ ranges: privateRanges.parse('127.0.0.1/32'), resolve, timeoutMs: settings.timeoutMs }),
  secret: settings.secret,
} as Services
const worker = await Worker.create({
  ...{ connection: await NativeConnection.connect({ address }), namespace, taskQueue },
  workflowBundle: { codePath: settings.codePath },
  activities: createWebhookActivities(services),
  ...{ maxHeartbeatThrottleInterval: '500ms', defaultHeartbeatThrottleInterval: '500ms' },
  stickyQueueScheduleToStartTimeout: '1s',
})
openWebhookWaker(services, settings.databaseUrl)
process.send?.('ready')
await worker.run()

import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { startDropbox } from '../dropbox/dropbox.ts'
import { startEventBridge } from '../eventbridge/eventbridge.ts'
import { eventRules } from '../eventbridge/rules.ts'
import { Faults } from '../faults/faults.ts'
import { openPartLog } from '../machine/log-file.ts'
import { startMail } from '../mail/mail.ts'
import { startMediaConvert } from '../mediaconvert/mediaconvert.ts'
import { startS3Front } from '../s3/front.ts'

const portSchema = z.int().positive()

const configSchema = z.object({
  /** The folder for the state of the stand-ins. */
  state: z.string(),
  /** The folder for their logs, one for each stand-in. */
  logs: z.string(),
  ports: z.object({
    ...{ dropbox: portSchema, mediaconvert: portSchema, s3: portSchema, faults: portSchema },
    ...{ smtp: portSchema, mail: portSchema },
  }),
  dropbox: z.object({
    folder: z.string(),
    appKey: z.string(),
    appSecret: z.string(),
    refreshToken: z.string(),
    accessToken: z.string(),
  }),
  /** The real S3 behind the proxy. */
  s3: z.object({ endpoint: z.string(), region: z.string(), accessKeyId: z.string(), secretAccessKey: z.string() }),
  bucket: z.string(),
  /** The URL and key for EventBridge deliveries. Dropbox notifications go to `/hooks/dropbox` on the same host. */
  webhook: z.object({ url: z.string(), key: z.string() }),
  ffmpeg: z.string(),
  ffprobe: z.string(),
})

/** The configuration of the stand-ins' process, passed as JSON in the variable `LECTERN_STAND_INS`. */
export type StandInsConfig = z.infer<typeof configSchema>

/**
 * Runs Dropbox, MediaConvert, EventBridge, the mail server, and the S3 proxy in this process. They share one registry of faults, and
 * each writes its own log. Resolves to a function that stops them.
 */
async function startStandIns(options: StandInsConfig): Promise<() => Promise<void>> {
  const { state, logs, ports, s3, bucket, webhook, ffmpeg, ffprobe } = options
  const faults = new Faults()
  const eventbridge = startEventBridge({
    webhookUrl: webhook.url,
    key: { header: 'x-lectern-key', value: webhook.key },
    faults,
    rules: eventRules(bucket),
    state: join(state, 'eventbridge'),
    log: openPartLog(logs, 'eventbridge'),
  })
  const front = await startS3Front({
    port: ports.s3,
    upstream: s3.endpoint,
    region: s3.region,
    credentials: s3,
    faults,
    onCreated: event => eventbridge.put(event),
    isWatched: event => eventbridge.hasMatchingRule(event),
    log: openPartLog(logs, 's3-proxy'),
  })
  const dropbox = await startDropbox({
    ...options.dropbox,
    state: join(state, 'dropbox'),
    port: ports.dropbox,
    account: { name: 'Harry Hase', email: 'harry@example.org' },
    webhook: { url: new URL('/hooks/dropbox', webhook.url).href },
    faults,
    log: openPartLog(logs, 'dropbox'),
  })
  const mediaconvert = await startMediaConvert({
    port: ports.mediaconvert,
    state: join(state, 'mediaconvert'),
    // MediaConvert bypasses the proxy, so that its requests are not counted as Lectern's and do not hit its faults.
    s3,
    region: s3.region,
    ...{ ffmpeg, ffprobe, faults },
    onEvent: (event, subject) => eventbridge.put(event, subject),
    preset: 'ultrafast',
    concurrentJobs: 2,
    log: openPartLog(logs, 'mediaconvert'),
  })
  const mail = await startMail({
    state: join(state, 'mail'),
    ports: { smtp: ports.smtp, http: ports.mail },
    faults,
    log: openPartLog(logs, 'mail'),
  })
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/faults/bill') return sendBill(response, mediaconvert.bill())
    faults.handle(request, response).catch(error => {
      console.error(error)
      response.destroy()
    })
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(ports.faults, '127.0.0.1', listening)
  })
  return async () => {
    server.close()
    server.closeAllConnections()
    await Promise.all([mediaconvert.close(), dropbox.close(), front.close(), mail.close()])
    await eventbridge.close()
  }
}

/** Answers `GET /faults/bill` with what AWS would have charged for all MediaConvert jobs in this data folder. */
function sendBill(response: ServerResponse, bill: unknown) {
  response.writeHead(200, { 'content-type': 'application/json' }).end(`${JSON.stringify(bill, null, 1)}\n`)
}

const close = await startStandIns(configSchema.parse(JSON.parse(process.env.LECTERN_STAND_INS ?? '{}')))
let isClosing = false
for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
  process.on(event, () => {
    if (isClosing) return
    isClosing = true
    close().then(
      () => process.exit(0),
      error => {
        console.error(error)
        process.exit(1)
      },
    )
  })
}
process.send?.('ready')

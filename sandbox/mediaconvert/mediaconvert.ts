import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { S3Client } from '@aws-sdk/client-s3'
import type { EventBridgeEvent } from '../eventbridge/event.ts'
import { applyFault } from '../faults/apply-fault.ts'
import type { Fault } from '../faults/fault.ts'
import type { Faults } from '../faults/faults.ts'
import { noLog, type PartLog } from '../machine/log-file.ts'
import { jobEvents } from './api/job-events.ts'
import { type Queue, startQueue } from './api/queue.ts'
import { type Call, findCall } from './api/routes.ts'
import type { Reply, Service } from './api/service.ts'
import { withErrorType } from './api/typed-fault.ts'
import { ApiError } from './job/errors.ts'
import { openJobStore } from './job/job-store.ts'
import { computeBill } from './transcode/bill.ts'

interface Options {
  /** 0 selects any free port. */
  port: number
  /** Folder for jobs and for the files of running jobs. */
  state: string
  s3: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string }
  /** Absolute paths of the programs. */
  ffmpeg: string
  ffprobe: string
  faults: Faults
  /** Receives each event with the text for a fault's `match`: the input file and the event's status. */
  onEvent: (event: EventBridgeEvent, subject: string) => void
  account?: string
  region: string
  /**
   * The preset of x264. On two cores, `veryfast` encodes a minute of full HD in about a minute, `ultrafast` in half.
   */
  preset: string
  /** How many jobs run at the same time. The others stay SUBMITTED. */
  concurrentJobs: number
  /** Default: logs nothing. */
  log?: PartLog
}

/** A running stand-in. */
export interface MediaConvert {
  url: string
  /** Returns what the jobs would have cost. See bill.ts. */
  bill(): ReturnType<typeof computeBill>
  /** The queue of its jobs, to pause and resume it. */
  queue: Pick<Queue, 'pause' | 'resume'>
  close(): Promise<void>
}

/**
 * Starts an AWS Elemental MediaConvert on loopback for AWS's own clients. Jobs are real, run by ffmpeg, and cost
 * nothing. Supports jobs with HLS and frame-capture outputs, their tags, the queue that every account has, and Probe.
 * Rejects everything else.
 */
export async function startMediaConvert(options: Options): Promise<MediaConvert> {
  const { endpoint, region, accessKeyId, secretAccessKey } = options.s3
  const s3 = new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true })
  const { ffmpeg, ffprobe, preset, region: jobRegion, account, concurrentJobs, log = noLog } = options
  const jobs = openJobStore(join(options.state, 'jobs'))
  const tools = { s3, ffmpeg, ffprobe, preset }
  const workFolder = join(options.state, 'work')
  const queue = startQueue({
    jobs,
    events: jobEvents(options, options.onEvent),
    tools,
    workFolder,
    concurrentJobs,
    log,
  })
  const startedAt = Math.floor(Date.now() / 1000)
  const service: Service = {
    jobs,
    queue,
    tools,
    workFolder,
    region: jobRegion,
    account,
    concurrentJobs,
    startedAt,
    log,
  }
  const server = createServer((request, response) => {
    handleRequest(service, options.faults, request, response).catch(error => sendError(response, error, log))
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  log.info(`Listening on ${url}. Jobs of earlier processes: ${jobs.all().length}`)
  return {
    url,
    bill: () => computeBill(jobs.all()),
    queue,
    async close() {
      server.close()
      server.closeAllConnections()
      await queue.close()
      s3.destroy()
    },
  }
}

async function handleRequest(service: Service, faults: Faults, request: IncomingMessage, response: ServerResponse) {
  const body = await text(request)
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  const call = findCall(service, { method: request.method ?? '', url, body })
  const fault = faults.take('mediaconvert', call.operation, call.subject)
  await applyFault(withErrorType(fault), request, response, handlerResponse =>
    sendReply(handlerResponse, () => handleCall(call, request, fault), service.log),
  )
}

/** Handles a call if it has a signature. Does not verify the signature, because there is nothing to protect. */
function handleCall(call: Call, { headers }: IncomingMessage, fault?: Fault): Reply | Promise<Reply> {
  const signature = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/mediaconvert\/aws4_request,/
  if (!headers.authorization)
    throw new ApiError(403, 'MissingAuthenticationTokenException', 'The request is not signed.')
  if (!signature.test(headers.authorization))
    throw new ApiError(403, 'InvalidSignatureException', 'The credential should be scoped to the service mediaconvert.')
  return call.handle(fault)
}

async function sendReply(response: ServerResponse, handle: () => Reply | Promise<Reply>, log: PartLog) {
  try {
    const { status, body } = await handle()
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() })
    response.end(JSON.stringify(body))
  } catch (error) {
    sendError(response, error, log)
  }
}

/** Sends the response for an error. Unexpected errors are logged and sent as 500. */
function sendError(response: ServerResponse, error: unknown, log: PartLog) {
  if (!(error instanceof ApiError) && !response.destroyed)
    log.error(`${response.req.method} ${response.req.url} failed`, error)
  if (response.headersSent || response.destroyed) return void response.destroy()
  const apiError =
    error instanceof ApiError ? error : new ApiError(500, 'InternalServerErrorException', (error as Error).message)
  response.writeHead(apiError.status, {
    'content-type': 'application/json',
    'x-amzn-errortype': apiError.type,
    'x-amzn-requestid': randomUUID(),
  })
  response.end(JSON.stringify({ message: apiError.message }))
}

import { join } from 'node:path'
import { generate } from '../checks/generate.ts'
import { root } from '../machine/command.ts'
import { freePorts } from '../machine/ports.ts'
import type { Processes, ProcessSpec } from '../machine/processes.ts'
import { withProgress } from '../machine/progress.ts'
import { ensureSecret } from '../machine/secrets.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { findInstalledChromium } from '../programs/installed-chromium.ts'
import { makeSample } from '../sample/make.ts'
import { migrateDatabase, startPostgres } from '../services/postgres.ts'
import { ensureBucket, startS3 } from '../services/s3.ts'
import { startTemporal } from '../services/temporal.ts'
import { adminUrl, contentUrl, productEnvironment } from './product.ts'
import type { SandboxFile } from './sandbox-file.ts'
import type { Settings } from './settings.ts'
import { createUsers } from './sign-in.ts'
import type { StandInsConfig } from './stand-ins.ts'

const bucket = 'lectern'
const retentionDays = 90

async function startDatabase(data: string, processes: Processes) {
  const postgres = await withProgress('Database', () => startPostgres({ data, processes }))
  await withProgress('Tables', () => migrateDatabase(postgres.ownerUrl))
  return postgres
}

async function startWorkflowServer(data: string, processes: Processes) {
  const path = await withProgress('Temporal', () => resolveExecutable('temporal'))
  const options = { data, executable: path, namespaceRetentionDays: retentionDays, processes }
  return withProgress('Workflow server', () => startTemporal(options))
}

async function startStorage(data: string, processes: Processes) {
  const path = await withProgress('SeaweedFS', () => resolveExecutable('weed'))
  return withProgress('Storage', async () => {
    const s3 = await startS3({ data, executable: path, processes })
    await ensureBucket(s3, bucket)
    return s3
  })
}

async function prepareMedia({ dropboxFolder, hasSample }: Settings) {
  const [ffmpeg, ffprobe] = await withProgress('ffmpeg', () =>
    Promise.all([resolveExecutable('ffmpeg'), resolveExecutable('ffprobe')]),
  )
  if (hasSample) await withProgress('Sample package', () => makeSample(dropboxFolder, { ffmpeg }))
  return { ffmpeg, ffprobe }
}

/** The spec of a Lectern process that runs TypeScript and sends `ready` when it has started. */
const nodeProcess = (name: string, file: string, env: NodeJS.ProcessEnv): ProcessSpec => {
  return { name, command: process.execPath, args: [join(root, file)], cwd: root, env, ready: 'message' }
}

/**
 * Starts every component in dependency order, in parallel where possible. Resolves to a function that returns the
 * content of `sandbox.json` with the current process ids. Throws a Problem when a component does not start; the caller
 * must then stop what is already running.
 */
export async function startLectern(settings: Settings, processes: Processes): Promise<() => SandboxFile> {
  const { data, port, contentPort } = settings
  const storageAndMedia = Promise.all([startStorage(data, processes), prepareMedia(settings)])
  const databaseAndWorkflows = Promise.all([
    startDatabase(data, processes),
    startWorkflowServer(data, processes),
    generate(),
  ])
  databaseAndWorkflows.catch(() => {})
  const [s3, tools] = await storageAndMedia

  type Ports = [number, number, number, number, number, number]
  const [dropboxPort, mediaconvert, frontPort, faults, smtp, mail] = (await freePorts(6)) as Ports
  const localUrl = (port: number) => `http://127.0.0.1:${port}`
  const dropbox = {
    appKey: ensureSecret(data, 'dropboxAppKey', 'hex').slice(0, 15),
    appSecret: ensureSecret(data, 'dropboxAppSecret', 'hex').slice(0, 15),
    refreshToken: ensureSecret(data, 'dropboxRefreshToken'),
    accessToken: ensureSecret(data, 'dropboxAccessToken'),
  }
  const { endpoint, region, accessKeyId, secretAccessKey } = s3
  const credentials = { region, accessKeyId, secretAccessKey }
  const eventbridgeKey = ensureSecret(data, 'eventbridgeKey')
  const standIns: StandInsConfig = {
    state: join(data, 'stand-ins'),
    logs: join(data, 'logs'),
    ports: { dropbox: dropboxPort, mediaconvert, s3: frontPort, faults, smtp, mail },
    dropbox: { folder: settings.dropboxFolder, ...dropbox },
    s3: { endpoint, ...credentials },
    bucket,
    webhook: { url: `${adminUrl(port)}/hooks/eventbridge`, key: eventbridgeKey },
    ...tools,
  }
  const standInsEnv = { ...process.env, LECTERN_STAND_INS: JSON.stringify(standIns) }
  await withProgress('Dropbox, MediaConvert, EventBridge, mail', () =>
    processes.start(nodeProcess('stand-ins', 'sandbox/start/stand-ins.ts', standInsEnv)),
  )
  const [postgres, temporal] = await databaseAndWorkflows
  const env = productEnvironment({
    postgresUrl: postgres.appUrl,
    temporalAddress: temporal.address,
    s3: { endpoint: localUrl(frontPort), ...credentials },
    bucket,
    mediaconvertEndpoint: localUrl(mediaconvert),
    dropbox: { url: localUrl(dropboxPort), ...dropbox },
    eventbridgeKey,
    smtpUrl: `smtp://127.0.0.1:${smtp}`,
    secret: ensureSecret(data, 'lecternSecret', 'base64'),
    auditKey: ensureSecret(data, 'auditKey', 'hex'),
    ffprobe: tools.ffprobe,
    chromium: process.env.LECTERN_CHROMIUM ?? findInstalledChromium(),
    ...{ port, contentPort },
  })
  const [signInDetails] = await Promise.all([
    withProgress('Users', () => createUsers(data, env)),
    withProgress('Worker', () => processes.start(nodeProcess('worker', 'workflows/worker.ts', env))),
    withProgress('Server', () => processes.start(nodeProcess('server', 'server/main.ts', env))),
  ])

  return () => {
    const { server, worker, 'stand-ins': standInsPid } = processes.pids
    return {
      ...{
        admin: adminUrl(port),
        api: `${adminUrl(port)}/graphql`,
        content: contentUrl(contentPort),
        ...signInDetails,
      },
      processes: {
        ...{ server, worker, postgres: postgres.pid, temporal: temporal.pid, s3: s3.pid },
        ...{ dropbox: standInsPid, mediaconvert: standInsPid, eventbridge: standInsPid },
      },
      postgres: postgres.ownerUrl,
      temporal: temporal.address,
      temporalUi: temporal.uiUrl,
      s3: { endpoint: localUrl(frontPort), ...credentials, bucket },
      dropbox: { url: localUrl(dropboxPort), ...dropbox },
      mediaconvert: { endpoint: localUrl(mediaconvert), region },
      mail: `${localUrl(mail)}/mail`,
      faults: `${localUrl(faults)}/faults`,
    }
  }
}

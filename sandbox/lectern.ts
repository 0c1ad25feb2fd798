import { join } from 'node:path'
import { command, root } from './command.ts'
import { executable } from './executables.ts'
import { generate } from './generate.ts'
import { freePorts } from './ports.ts'
import { grantProcessRole, startPostgres } from './postgres.ts'
import { Problem } from './problem.ts'
import type { Processes, Wanted } from './processes.ts'
import { adminUrl, contentUrl, productEnvironment } from './product.ts'
import { step } from './progress.ts'
import { makeBucket, startS3 } from './s3.ts'
import { makeSample } from './sample/make.ts'
import type { SandboxFile } from './sandbox-file.ts'
import { secret } from './secrets.ts'
import type { Settings } from './settings.ts'
import { letIn } from './sign-in.ts'
import type { StandIns } from './stand-ins.ts'
import { startTemporal } from './temporal.ts'

const bucket = 'lectern'
const retentionDays = 90

async function database(data: string, processes: Processes) {
  const postgres = await step('Database', () => startPostgres({ data, processes }))
  await step('Tables', async () => {
    const env = { DATABASE_OWNER_URL: postgres.ownerUrl }
    const { ok, said } = await command(['node', 'schema/migrate.ts'], { env })
    if (!ok) throw new Problem(`${said}\nThe database could not be brought up to date: see above.`)
    await grantProcessRole(postgres.ownerUrl)
  })
  return postgres
}

async function workflows(data: string, processes: Processes) {
  const found = await step('Temporal', () => executable('temporal'))
  const options = { data, executable: found, namespaceRetentionDays: retentionDays, processes }
  return step('Workflow server', () => startTemporal(options))
}

async function storage(data: string, processes: Processes) {
  const found = await step('SeaweedFS', () => executable('weed'))
  return step('Storage', async () => {
    const s3 = await startS3({ data, executable: found, processes })
    await makeBucket(s3, bucket)
    return s3
  })
}

async function media({ dropboxFolder, sample }: Settings) {
  const [ffmpeg, ffprobe] = await step('ffmpeg', () => Promise.all([executable('ffmpeg'), executable('ffprobe')]))
  if (sample) await step('Sample package', () => makeSample(dropboxFolder, { ffmpeg }))
  return { ffmpeg, ffprobe }
}

/** A process of ours that runs TypeScript and says when it is ready. */
const ours = (name: string, file: string, env: NodeJS.ProcessEnv): Wanted => {
  return { name, command: process.execPath, args: [join(root, file)], cwd: root, env, ready: 'message' }
}

/**
 * Starts everything in the order in which one part needs another, side by side where none does. Resolves to a function
 * that describes the running whole, with the process numbers of the moment. Throws a Problem when something cannot be
 * started; what runs by then is the caller's to end.
 */
export async function startLectern(settings: Settings, processes: Processes): Promise<() => SandboxFile> {
  const { data, port, contentPort } = settings
  const storageAndMedia = Promise.all([storage(data, processes), media(settings)])
  const others = Promise.all([database(data, processes), workflows(data, processes), generate()])
  others.catch(() => {})
  const [s3, tools] = await storageAndMedia

  const [dropboxPort, mediaconvert, front, faults] = (await freePorts(4)) as [number, number, number, number]
  const at = (port: number) => `http://127.0.0.1:${port}`
  const dropbox = {
    appKey: secret(data, 'dropboxAppKey', 'hex').slice(0, 15),
    appSecret: secret(data, 'dropboxAppSecret', 'hex').slice(0, 15),
    refreshToken: secret(data, 'dropboxRefreshToken'),
    accessToken: secret(data, 'dropboxAccessToken'),
  }
  const { endpoint, region, accessKeyId, secretAccessKey } = s3
  const credentials = { region, accessKeyId, secretAccessKey }
  const eventbridgeKey = secret(data, 'eventbridgeKey')
  const standIns: StandIns = {
    state: join(data, 'stand-ins'),
    ports: { dropbox: dropboxPort, mediaconvert, s3: front, faults },
    dropbox: { folder: settings.dropboxFolder, ...dropbox },
    s3: { endpoint, ...credentials },
    bucket,
    webhook: { url: `${adminUrl(port)}/hooks/eventbridge`, key: eventbridgeKey },
    ...tools,
  }
  const standInsEnv = { ...process.env, LECTERN_STAND_INS: JSON.stringify(standIns) }
  await step('Dropbox, MediaConvert, EventBridge', () =>
    processes.start(ours('stand-ins', 'sandbox/stand-ins.ts', standInsEnv)),
  )
  const [postgres, temporal] = await others
  const env = productEnvironment({
    postgresUrl: postgres.appUrl,
    temporalAddress: temporal.address,
    s3: { endpoint: at(front), ...credentials },
    bucket,
    mediaconvertEndpoint: at(mediaconvert),
    dropbox: { url: at(dropboxPort), ...dropbox },
    eventbridgeKey,
    secret: secret(data, 'lecternSecret', 'base64'),
    ffprobe: tools.ffprobe,
    ...{ port, contentPort },
  })
  const [people] = await Promise.all([
    step('People', () => letIn(data, env)),
    step('Worker', () => processes.start(ours('worker', 'workflows/worker.ts', env))),
    step('Server', () => processes.start(ours('server', 'server/main.ts', env))),
  ])

  return () => {
    const { server, worker, 'stand-ins': shared } = processes.pids
    return {
      ...{ admin: adminUrl(port), api: `${adminUrl(port)}/graphql`, content: contentUrl(contentPort), ...people },
      processes: {
        ...{ server, worker, postgres: postgres.pid, temporal: temporal.pid, s3: s3.pid },
        ...{ dropbox: shared, mediaconvert: shared, eventbridge: shared },
      },
      postgres: postgres.ownerUrl,
      temporal: temporal.address,
      temporalUi: temporal.uiUrl,
      s3: { endpoint: at(front), ...credentials, bucket },
      dropbox: { url: at(dropboxPort), ...dropbox },
      mediaconvert: { endpoint: at(mediaconvert), region },
      faults: `${at(faults)}/faults`,
    }
  }
}

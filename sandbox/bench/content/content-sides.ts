import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../machine/command.ts'
import { freePorts } from '../../machine/ports.ts'
import { Processes } from '../../machine/processes.ts'
import { withProgress } from '../../machine/progress.ts'
import { resolveExecutable } from '../../programs/executables.ts'
import { startMigratedPostgres } from '../../services/postgres.ts'
import { ensureBucket, startS3 } from '../../services/s3.ts'
import { productEnvironment } from '../../start/product.ts'
import { outputOf } from '../rig/child.ts'

/** A server that the benchmark compares. */
export type Side = 'lectern' | 's3' | 'caddy'

/**
 * Three servers of the same files: a content host with Postgres and S3, that S3 alone, and Caddy in front of that S3.
 */
export class Sides {
  readonly processes: Processes
  readonly #addresses: Record<Side, (file: string) => string>

  private constructor(processes: Processes, addresses: Record<Side, (file: string) => string>) {
    this.processes = processes
    this.#addresses = addresses
  }

  /** Starts the servers, runs `work`, and stops them, even after an error. */
  static async use<T>(work: (sides: Sides) => Promise<T>): Promise<T> {
    const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
    const processes = new Processes(join(data, 'logs'))
    try {
      return await work(await withProgress('Content host, S3, and Caddy', () => Sides.#start(data, processes)))
    } finally {
      await processes.stopAll()
      rmSync(data, { recursive: true, force: true })
    }
  }

  static async #start(data: string, processes: Processes): Promise<Sides> {
    const [port, contentPort, caddyPort] = (await freePorts(3)) as [number, number, number]
    const { appUrl } = await startMigratedPostgres({ data, processes })
    const s3 = await startS3({ data, executable: await resolveExecutable('weed'), processes })
    await ensureBucket(s3, 'lectern')
    const env = serverEnvironment(appUrl, s3, port, contentPort)
    const script = join(root, 'server/playback/content.bench.ts')
    const { path, addresses } = JSON.parse(await outputOf(process.execPath, [script], env))
    const server = { command: process.execPath, args: [join(root, 'server/main.ts')], cwd: root, env }
    await processes.start({ name: 'server', ...server, ready: 'message' })
    await startCaddy(data, processes, caddyPort, new URL(s3.endpoint).host)
    return new Sides(processes, {
      lectern: file => `http://127.0.0.1:${contentPort}${path}${file}`,
      s3: file => addresses[file],
      caddy: file => Object.assign(new URL(addresses[file]), { port: `${caddyPort}` }).href,
    })
  }

  /** Returns the address of a file on a side. */
  urlOf(side: Side, file: string): string {
    return this.#addresses[side](file)
  }

  /** Returns the CPU time that a side's process has used so far, in seconds. The resolution is 1/100 second. */
  cpuSecondsOf(side: Side): number {
    const stat = readFileSync(`/proc/${this.#pidOf(side)}/stat`, 'utf8')
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number)
    return (user! + system!) / 100
  }

  /** Returns the content host's current resident memory in bytes. */
  residentBytes(): number {
    const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.#pidOf('lectern')}/status`, 'utf8'))
    return Number(match?.[1]) * 1024
  }

  #pidOf(side: Side): number {
    return this.processes.pids[side === 'lectern' ? 'server' : side]!
  }
}

type S3Access = Parameters<typeof productEnvironment>[0]['s3']

/** Returns the server's environment, with a rate limit so high that no request is throttled. */
function serverEnvironment(postgresUrl: string, s3: S3Access, port: number, contentPort: number): NodeJS.ProcessEnv {
  const unreachable = 'http://127.0.0.1:1'
  const product = productEnvironment({
    ...{ postgresUrl, s3, port, contentPort, bucket: 'lectern', temporalAddress: '127.0.0.1:1', ffprobe: 'ffprobe' },
    mediaconvertEndpoint: unreachable,
    dropbox: { url: unreachable, appKey: 'none', appSecret: 'none', refreshToken: 'none' },
    eventbridgeKey: 'unused-eventbridge-key',
    secret: Buffer.alloc(32, 1).toString('base64'),
    auditKey: Buffer.alloc(32, 1).toString('hex'),
  })
  return { ...product, LECTERN_FILES_LIMIT: '100000000', NODE_ENV: 'production' }
}

async function startCaddy(data: string, processes: Processes, port: number, s3: string): Promise<void> {
  const file = join(data, 'Caddyfile')
  // The signature of a presigned address is only valid for the S3's own host name.
  const headers = ['Host {upstream_hostport}', '-X-Forwarded-Host', '-X-Forwarded-Proto', '-X-Forwarded-For']
  const headerLines = headers.map(header => `\t\theader_up ${header}\n`).join('')
  const site = `http://127.0.0.1:${port} {\n\treverse_proxy ${s3} {\n${headerLines}\t}\n}\n`
  writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n\tpersist_config off\n}\n${site}`)
  const waitUntilReady = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      if (await fetch(`http://127.0.0.1:${port}/`).catch(() => null)) return
      await sleep(50)
    }
  }
  const args = ['run', '--adapter', 'caddyfile', '--config', file]
  const env = { HOME: data, PATH: process.env.PATH }
  await processes.start({ name: 'caddy', command: await resolveExecutable('caddy'), args, env, ready: waitUntilReady })
}

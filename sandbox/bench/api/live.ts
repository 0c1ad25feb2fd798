import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../machine/command.ts'
import { Processes } from '../../machine/processes.ts'
import { withProgress } from '../../machine/progress.ts'
import { startMigratedPostgres } from '../../services/postgres.ts'
import { below, count, type Figure, figureWithoutGoal, megabytes } from '../rig/figures.ts'
import { readMachine } from '../rig/machine.ts'
import { recordFigures } from '../rig/record-figures.ts'
import { startBenchServer } from './bench-server.ts'
import type { Deliveries } from './subscribers.ts'

/** The goal applies to this number. LECTERN_BENCH_SUBSCRIBERS makes fewer for a trial. */
const subscribers = Number(process.env.LECTERN_BENCH_SUBSCRIBERS ?? 5_000)
const tokens = 50
const seconds = 30
const maxP99Ms = 250

const about = {
  title: 'live',
  intro: `\`syncProgress\` of one run, followed by ${count(subscribers)} graphql-ws connections to one server process, with ${tokens} API tokens.
The run's row changes four times a second for ${seconds} seconds, with a NOTIFY, as when it copies. The delay is from before the
change is written until the subscriber has it. A server that is behind skips a state when there is a newer one, so the states
delivered count as well. Subscribers are one process on the same machine. Only Postgres runs.
Processor time: of a process while the states come, for each state that was delivered.
Memory: the server's resident memory without subscribers, with them, and its peak.`,
}

/** Runs `npm run bench -- live`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchLive(): Promise<void> {
  const machine = await readMachine()
  const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  const children: ChildProcess[] = []
  try {
    const postgres = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
    const script = join(root, 'domain/sync/progress.bench.ts')
    const recorder = spawn(process.execPath, [script, `${tokens}`, `${seconds}`], {
      env: { ...process.env, DATABASE_URL: postgres.appUrl },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    children.push(recorder)
    const lines = createInterface({ input: recorder.stdout })[Symbol.asyncIterator]()
    const subscription: string = (await lines.next()).value!
    const url = await withProgress('Server', () => startBenchServer(processes, postgres))
    const idle = residentBytes(processes.pids.server!)
    const client = fork(
      join(import.meta.dirname, 'subscribers.ts'),
      [`${url.replace('http', 'ws')}/graphql`, `${subscribers}`],
      {
        env: { ...process.env, SUBSCRIPTION: subscription },
      },
    )
    children.push(client)
    await withProgress('Subscribers', () => nextMessage(client))
    const connected = residentBytes(processes.pids.server!)
    writeFileSync(`/proc/${processes.pids.server}/clear_refs`, '5')
    const pids = [processes.pids.server!, client.pid!]
    const before = pids.map(processorSeconds)
    const { records } = await withProgress('Progress', async () => {
      recorder.stdin.write('start\n')
      return JSON.parse((await lines.next()).value!) as { records: number }
    })
    await sleep(2_000)
    const peak = residentBytes(processes.pids.server!, 'VmHWM')
    const [serverSeconds, clientSeconds] = pids.map((pid, index) => processorSeconds(pid) - before[index]!) as Pair
    client.send('end')
    const deliveries = (await nextMessage(client)) as Deliveries
    recordFigures(about, ['live'], machine, {
      live: [
        ...figuresOf(records, deliveries),
        processorTime(deliveries.count, serverSeconds, clientSeconds),
        memory({ idle, connected, peak }),
      ],
    })
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
}

type Pair = [number, number]

function figuresOf(records: number, { count: delivered, p50, p99, max }: Deliveries): Figure[] {
  const share = (delivered / (records * subscribers)) * 100
  return [
    below('p99 of the delay', p99, maxP99Ms, formatMs, `(median ${formatMs(p50)}, longest ${formatMs(max)})`),
    figureWithoutGoal(
      'states delivered',
      `${count(delivered)} (${share.toFixed(1)} % of ${records} × ${count(subscribers)})`,
    ),
  ]
}

function processorTime(delivered: number, ...[serverSeconds, clientSeconds]: Pair): Figure {
  const perState = (seconds: number) => `${Math.round((seconds / delivered) * 1e6)} µs`
  return figureWithoutGoal(
    'processor time per state',
    `server ${perState(serverSeconds)}, subscribers ${perState(clientSeconds)}`,
  )
}

function memory({ idle, connected, peak }: Record<'idle' | 'connected' | 'peak', number>): Figure {
  const perSubscriber = Math.round((connected - idle) / subscribers / 1000)
  return figureWithoutGoal(
    'server’s memory',
    `idle ${megabytes(idle)}, with subscribers ${megabytes(connected)} (${perSubscriber} kB each), peak ${megabytes(peak)}`,
  )
}

const formatMs = (value: number) => `${Math.round(value)} ms`

/** Resolves with the next message of a child. Fails when it ends before. */
async function nextMessage(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnargs[1]} ended with ${code}`)
  })
  return (await Promise.race([once(child, 'message'), ended]))[0]
}

function residentBytes(pid: number, line: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const match = new RegExp(`${line}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(match?.[1]) * 1024
}

/** The unit of times in `/proc`. */
const ticksPerSecond = 100

/** Returns the processor time of a process so far, in user mode and in the kernel (proc(5), `stat`). */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

import { mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time.js'
import { freePorts } from '../machine/ports.ts'
import { Processes } from '../machine/processes.ts'

/** A running Temporal with the namespace `default`. */
export type Temporal = { address: string; uiUrl: string; pid: number; close: () => Promise<void> }

/** Waits until a process listens on the port. Polls every 25 ms, because gRPC itself retries only once a second. */
async function waitUntilListening(port: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isOpen = await new Promise<boolean>(resolve => {
      const socket = connect({ port, host: '127.0.0.1' })
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isOpen) return
    await sleep(25)
  }
}

async function withConnection(address: string, work: (connection: Connection) => Promise<unknown>): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 2000 })
  try {
    await connection.withDeadline(Date.now() + 5000, () => work(connection))
  } finally {
    await connection.close()
  }
}

async function waitUntilReady(port: number, signal: AbortSignal): Promise<void> {
  await waitUntilListening(port, signal)
  const describeDefaultNamespace = (connection: Connection) =>
    connection.workflowService.describeNamespace({ namespace: 'default' })
  while (!signal.aborted) {
    try {
      return await withConnection(`127.0.0.1:${port}`, describeDefaultNamespace)
    } catch {
      await sleep(50)
    }
  }
}

/**
 * Starts Temporal's development server with its database in `<data>/temporal` and the search attribute `Kind`. Uses
 * free ports unless they are given. Closed workflows are retained for `namespaceRetentionDays`; the server's default is
 * 1 day.
 */
export async function startTemporal(options: {
  data: string
  executable: string
  port?: number
  uiPort?: number
  namespaceRetentionDays: number
  processes?: Processes
}): Promise<Temporal> {
  const { data, executable, namespaceRetentionDays, processes = new Processes(join(data, 'logs')) } = options
  const [free, freeUi, metrics] = (await freePorts(3)) as [number, number, number]
  const { port = free, uiPort = freeUi } = options
  const address = `127.0.0.1:${port}`
  mkdirSync(join(data, 'temporal'), { recursive: true })
  await processes.start({
    name: 'temporal',
    command: executable,
    args: [
      ...['--log-level', 'error', 'server', 'start-dev', '--ip', '127.0.0.1'],
      ...['--port', String(port), '--ui-port', String(uiPort), '--metrics-port', String(metrics)],
      ...['--db-filename', join(data, 'temporal/temporal.db'), '--search-attribute', 'Kind=Keyword'],
      // The default journal mode is slow. Tests showed that WAL survives kill -9.
      ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
      // Without this, a workflow's continue-as-new waits for 1 second.
      ...['--dynamic-config-value', 'history.workflowIdReuseMinimalInterval="1ms"'],
    ],
    env: process.env,
    ready: signal => waitUntilReady(port, signal),
  })
  await withConnection(address, connection =>
    connection.workflowService.updateNamespace({
      namespace: 'default',
      config: { workflowExecutionRetentionTtl: msToTs(`${namespaceRetentionDays} days`) },
    }),
  )
  return {
    address,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    get pid() {
      return processes.pids.temporal!
    },
    close: () => processes.stop('temporal'),
  }
}

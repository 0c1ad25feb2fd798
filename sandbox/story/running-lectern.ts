import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import type { Fault } from '../faults/fault.ts'
import { root } from '../machine/command.ts'
import { ownEnvironment } from '../machine/own-environment.mjs'
import { freePorts } from '../machine/ports.ts'
import { type SandboxFile, sandboxFilePath } from '../start/sandbox-file.ts'

// biome-ignore lint/suspicious/noExplicitAny: GraphQL responses, which the tests read field by field
export type GraphqlData = any
type Calls = Record<'dropbox' | 's3' | 'mediaconvert' | 'eventbridge', Record<string, number>>

/** A complete Lectern, started like with `npm start`, with methods to use it and to disturb it from outside. */
export class RunningLectern {
  /** The data folders of all Lecterns that this process has started. */
  static readonly dataFolders: string[] = []
  readonly data: string
  readonly dropboxFolder: string
  #child: ChildProcess
  #output: string[]

  private constructor(data: string, child: ChildProcess, output: string[]) {
    this.data = data
    this.dropboxFolder = join(data, 'dropbox')
    this.#child = child
    this.#output = output
  }

  /**
   * Starts Lectern with its own data folder, and on a machine with the environment `env`. Waits until it is ready. Fails
   * with its output if it exits before.
   */
  static async start(data = mkdtempSync(join(tmpdir(), 'lectern-story-')), env = process.env): Promise<RunningLectern> {
    RunningLectern.dataFolders.push(data)
    const [port, contentPort] = await freePorts(2)
    const settings = { LECTERN_DATA: data, LECTERN_PORT: `${port}`, LECTERN_CONTENT_PORT: `${contentPort}` }
    const child = spawn(process.execPath, [join(root, 'sandbox/start/start.ts')], {
      env: ownEnvironment({ ...env, ...settings }),
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const output: string[] = []
    child.stdout!.on('data', chunk => output.push(String(chunk)))
    child.stderr!.on('data', chunk => output.push(String(chunk)))
    await new Promise<void>((resolve, reject) => {
      child.stdout!.on('data', () => output.join('').includes('Lectern is ready: ') && resolve())
      child.once('exit', code => reject(new Error(`Lectern exited with code ${code}:\n${output.join('')}`)))
    })
    return new RunningLectern(data, child, output)
  }

  /** The current content of `sandbox.json`. */
  get sandbox(): SandboxFile {
    return JSON.parse(readFileSync(sandboxFilePath(this.data), 'utf8'))
  }

  /** Everything that Lectern has printed so far. */
  get output(): string {
    return this.#output.join('')
  }

  /** Executes an operation as the owner. Throws GraphQL errors. */
  async execute(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlData> {
    const { api, ownerToken } = this.sandbox
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ownerToken}` }
    const response = await fetch(api, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    const { data, errors } = (await response.json()) as { data: GraphqlData; errors?: { message: string }[] }
    if (errors) throw new Error(errors.map(error => error.message).join('\n'))
    return data
  }

  /** Returns all results of a subscription when it has ended. */
  async subscribe(query: string, variables: Record<string, unknown>): Promise<GraphqlData[]> {
    const { api, admin, ownerToken } = this.sandbox
    const headers = { authorization: `Bearer ${ownerToken}`, origin: admin }
    const client = createClient({
      url: api.replace('http', 'ws'),
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string[]) {
          super(url, protocols, { headers })
        }
      },
    })
    const results: GraphqlData[] = []
    for await (const { data, errors } of client.iterate({ query, variables })) {
      if (errors) throw new Error(JSON.stringify(errors))
      results.push(data)
    }
    await client.dispose()
    return results
  }

  /** Executes a query every `interval` milliseconds until `isDone` returns true. */
  async waitUntil(
    query: string,
    variables: Record<string, unknown>,
    isDone: (data: GraphqlData) => boolean,
    timeoutSeconds = 240,
    interval = 150,
  ): Promise<GraphqlData> {
    const deadline = Date.now() + timeoutSeconds * 1000
    for (;;) {
      const result = await this.execute(query, variables).catch(error => ({ error }))
      if (!result.error && isDone(result)) return result
      if (Date.now() > deadline)
        throw new Error(
          `The condition was not met within ${timeoutSeconds} seconds; the last result was ${JSON.stringify(result)}`,
        )
      await sleep(interval)
    }
  }

  /** Returns how often each operation of each stand-in was called. */
  async calls(): Promise<Calls> {
    return (await fetch(`${this.sandbox.faults}/calls`)).json() as Promise<Calls>
  }

  async addFaults(...faults: Fault[]): Promise<void> {
    await fetch(this.sandbox.faults, {
      method: 'POST',
      body: JSON.stringify(faults),
      headers: { 'content-type': 'application/json' },
    })
  }

  /** Returns the faults that have not occurred yet. */
  async faults(): Promise<{ left: Fault[] }> {
    return (await fetch(this.sandbox.faults)).json() as Promise<{ left: Fault[] }>
  }

  async clearFaults(): Promise<void> {
    await fetch(this.sandbox.faults, { method: 'DELETE' })
  }

  /** Sends a signal to one of the processes. */
  kill(processName: keyof SandboxFile['processes'], signal: NodeJS.Signals = 'SIGKILL'): void {
    process.kill(this.sandbox.processes[processName]!, signal)
  }

  /** Waits until all services answer again after a process was killed. */
  async waitUntilReady(timeoutSeconds = 60): Promise<void> {
    // `/ready` may repeat what it found up to one second ago.
    await sleep(1_100)
    const deadline = Date.now() + timeoutSeconds * 1000
    for (;;) {
      const response = await fetch(new URL('/ready', this.sandbox.content)).catch(() => null)
      const text = (await response?.text().catch(() => '')) ?? ''
      if (response?.status === 200) return
      if (Date.now() > deadline)
        throw new Error(`Not ready within ${timeoutSeconds} seconds; the last answer was: ${text}`)
      await sleep(100)
    }
  }

  /** Stops Lectern like Ctrl-C. With `keep`, its data folder stays for another start. */
  async stop({ keep = false } = {}): Promise<void> {
    const exited = new Promise(resolve => this.#child.once('exit', resolve))
    this.#child.kill('SIGINT')
    await exited
    if (!keep) rmSync(this.data, { recursive: true, force: true })
  }
}

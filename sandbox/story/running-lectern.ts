import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'graphql-ws'
import { vi } from 'vitest'
import WebSocket from 'ws'
import { root } from '../machine/command.ts'
import type { Fault } from '../faults/fault.ts'
import { freePorts } from '../machine/ports.ts'
import { type SandboxFile, sandboxFilePath } from '../start/sandbox-file.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of GraphQL, read by the tests field by field
export type GraphqlData = any
type Calls = Record<'dropbox' | 's3' | 'mediaconvert' | 'eventbridge', Record<string, number>>

/** A whole Lectern, started as a person starts it, and the means of an outside script to use and disturb it. */
export class RunningLectern {
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

  /** Starts it over a folder of its own and resolves when it is ready; fails with what it said when it ends before. */
  static async start(data = mkdtempSync(join(tmpdir(), 'lectern-story-'))): Promise<RunningLectern> {
    const [port, contentPort] = await freePorts(2)
    const env = { ...process.env, LECTERN_DATA: data, LECTERN_PORT: `${port}`, LECTERN_CONTENT_PORT: `${contentPort}` }
    const child = spawn(process.execPath, [join(root, 'sandbox/start.ts')], {
      env,
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const output: string[] = []
    child.stdout!.on('data', chunk => output.push(String(chunk)))
    child.stderr!.on('data', chunk => output.push(String(chunk)))
    await new Promise<void>((resolve, reject) => {
      child.stdout!.on('data', () => output.join('').includes('Lectern is ready: ') && resolve())
      child.once('exit', code => reject(new Error(`Lectern ended with ${code}:\n${output.join('')}`)))
    })
    return new RunningLectern(data, child, output)
  }

  /** What `sandbox.json` says now. */
  get sandbox(): SandboxFile {
    return JSON.parse(readFileSync(sandboxFilePath(this.data), 'utf8'))
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#output.join('')
  }

  /** Asks as the owner; errors of GraphQL are thrown. */
  async execute(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlData> {
    const { api, ownerToken } = this.sandbox
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ownerToken}` }
    const answer = await fetch(api, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    const { data, errors } = (await answer.json()) as { data: GraphqlData; errors?: { message: string }[] }
    if (errors) throw new Error(errors.map(error => error.message).join('\n'))
    return data
  }

  /** Everything that a subscription sends until it ends. */
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

  /** Asks again and again, each so many milliseconds, until the answer is what is waited for. */
  async waitUntil(
    query: string,
    variables: Record<string, unknown>,
    isDone: (data: GraphqlData) => boolean,
    timeoutSeconds = 90,
    interval = 150,
  ): Promise<GraphqlData> {
    let last: GraphqlData
    const check = async () => {
      last = await this.execute(query, variables).catch(error => ({ error }))
      return !last.error && isDone(last)
    }
    await vi.waitUntil(check, { timeout: timeoutSeconds * 1000, interval }).catch(() => {
      throw new Error(`It did not come to that within ${timeoutSeconds} s; the last answer was ${JSON.stringify(last)}`)
    })
    return last
  }

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

  /** What of the faults has not struck yet. */
  async faults(): Promise<{ left: Fault[] }> {
    return (await fetch(this.sandbox.faults)).json() as Promise<{ left: Fault[] }>
  }

  async clearFaults(): Promise<void> {
    await fetch(this.sandbox.faults, { method: 'DELETE' })
  }

  /** Sends a signal to one of its processes, as nobody nice would. */
  kill(processName: keyof SandboxFile['processes'], signal: NodeJS.Signals = 'SIGKILL'): void {
    process.kill(this.sandbox.processes[processName]!, signal)
  }

  /** Ends it as Ctrl-C does; `keep`: its data stay for another start. */
  async stop({ keep: keepData = false } = {}): Promise<void> {
    const ended = new Promise(resolve => this.#child.once('exit', resolve))
    this.#child.kill('SIGINT')
    await ended
    if (!keepData) rmSync(this.data, { recursive: true, force: true })
  }
}

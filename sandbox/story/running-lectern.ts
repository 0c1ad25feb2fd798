import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from 'graphql-ws'
import { vi } from 'vitest'
import WebSocket from 'ws'
import { root } from '../command.ts'
import type { Fault } from '../fault.ts'
import { freePorts } from '../ports.ts'
import { type SandboxFile, sandboxFile } from '../sandbox-file.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers of GraphQL, read by the tests field by field
export type Answer = any
type Calls = Record<'dropbox' | 's3' | 'mediaconvert' | 'eventbridge', Record<string, number>>

/** A whole Lectern, started as a person starts it, and the means of an outside script to use and disturb it. */
export class RunningLectern {
  readonly data: string
  readonly dropbox: string
  #child: ChildProcess
  #said: string[]

  private constructor(data: string, child: ChildProcess, said: string[]) {
    this.data = data
    this.dropbox = join(data, 'dropbox')
    this.#child = child
    this.#said = said
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
    const said: string[] = []
    child.stdout!.on('data', chunk => said.push(String(chunk)))
    child.stderr!.on('data', chunk => said.push(String(chunk)))
    await new Promise<void>((resolve, reject) => {
      child.stdout!.on('data', () => said.join('').includes('Lectern is ready: ') && resolve())
      child.once('exit', code => reject(new Error(`Lectern ended with ${code}:\n${said.join('')}`)))
    })
    return new RunningLectern(data, child, said)
  }

  /** What `sandbox.json` says now. */
  get box(): SandboxFile {
    return JSON.parse(readFileSync(sandboxFile(this.data), 'utf8'))
  }

  /** What it has printed so far. */
  get said(): string {
    return this.#said.join('')
  }

  /** Asks as the owner; errors of GraphQL are thrown. */
  async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const { api, ownerToken } = this.box
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ownerToken}` }
    const answer = await fetch(api, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    const { data, errors } = (await answer.json()) as { data: Answer; errors?: { message: string }[] }
    if (errors) throw new Error(errors.map(error => error.message).join('\n'))
    return data
  }

  /** Everything that a subscription sends until it ends. */
  async listen(query: string, variables: Record<string, unknown>): Promise<Answer[]> {
    const { api, admin, ownerToken } = this.box
    const headers = { authorization: `Bearer ${ownerToken}`, origin: admin }
    const client = createClient({
      url: api.replace('http', 'ws'),
      webSocketImpl: class extends WebSocket {
        constructor(url: string, protocols: string[]) {
          super(url, protocols, { headers })
        }
      },
    })
    const states: Answer[] = []
    for await (const { data, errors } of client.iterate({ query, variables })) {
      if (errors) throw new Error(JSON.stringify(errors))
      states.push(data)
    }
    await client.dispose()
    return states
  }

  /** Asks again and again, each so many milliseconds, until the answer is what is waited for. */
  async until(
    query: string,
    variables: Record<string, unknown>,
    isIt: (data: Answer) => boolean,
    seconds = 90,
    interval = 150,
  ): Promise<Answer> {
    let last: Answer
    const look = async () => {
      last = await this.ask(query, variables).catch(error => ({ error }))
      return !last.error && isIt(last)
    }
    await vi.waitUntil(look, { timeout: seconds * 1000, interval }).catch(() => {
      throw new Error(`It did not come to that within ${seconds} s; the last answer was ${JSON.stringify(last)}`)
    })
    return last
  }

  async calls(): Promise<Calls> {
    return (await fetch(`${this.box.faults}/calls`)).json() as Promise<Calls>
  }

  async disturb(...faults: Fault[]): Promise<void> {
    await fetch(this.box.faults, {
      method: 'POST',
      body: JSON.stringify(faults),
      headers: { 'content-type': 'application/json' },
    })
  }

  /** What of the faults has not struck yet. */
  async faults(): Promise<{ left: Fault[] }> {
    return (await fetch(this.box.faults)).json() as Promise<{ left: Fault[] }>
  }

  async forgetFaults(): Promise<void> {
    await fetch(this.box.faults, { method: 'DELETE' })
  }

  /** Sends a signal to one of its processes, as nobody nice would. */
  kill(process_: keyof SandboxFile['processes'], signal: NodeJS.Signals = 'SIGKILL'): void {
    process.kill(this.box.processes[process_]!, signal)
  }

  /** Ends it as Ctrl-C does; `keep`: its data stay for another start. */
  async stop({ keep = false } = {}): Promise<void> {
    const ended = new Promise(resolve => this.#child.once('exit', resolve))
    this.#child.kill('SIGINT')
    await ended
    if (!keep) rmSync(this.data, { recursive: true, force: true })
  }
}

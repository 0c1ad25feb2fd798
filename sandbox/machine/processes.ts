import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProcessReaper } from './leash.ts'
import { Problem } from './problem.ts'

const minRestartDelayMs = 200
const maxRestartDelayMs = 1500
const stableAfterMs = 10_000
const killAfterMs = 10_000
const maxLogBytes = 20 * 1024 * 1024
const logTailLines = 8

/** A child process as it is wanted. */
export type ProcessSpec = {
  /** Its name in messages, in `pids` and of its log. */
  name: string
  command: string
  args: string[]
  /** Its whole environment. */
  env: NodeJS.ProcessEnv
  cwd?: string
  /** When it counts as started: our own Node processes send the message `ready`; others are asked until this resolves. */
  ready: 'message' | ((signal: AbortSignal) => Promise<void>)
  /** What ends it in good order; SIGTERM unless said otherwise. */
  stopSignal?: NodeJS.Signals
  /** Removes what it leaves behind, when it has been stopped. */
  cleanUp?: () => void
  /** Milliseconds until an unready first start counts as failed; 60,000 unless said otherwise. */
  readyTimeoutMs?: number
}

type ManagedProcess = { spec: ProcessSpec; child: ChildProcess; isStopping: boolean; restartCount: number }

/**
 * Starts child processes, starts again what dies (first after 200 ms, then ever later up to 1.5 s), and ends them all in
 * reverse order. Each stands in a process group of its own, so that Ctrl-C in a terminal reaches only us and the order is
 * kept; what a child leaves in its group is ended with it. Output goes to `<logs>/<name>.log`.
 */
export class Processes {
  #managed = new Map<string, ManagedProcess>()
  #reaper = new ProcessReaper()
  #logs: string
  #isEnding = false
  #onChange: (restartedName?: string) => void

  /** `changed` is called whenever a process has another number than before, with its name when it had died. */
  constructor(logs: string, onChange: (restartedName?: string) => void = () => {}) {
    this.#logs = logs
    this.#onChange = onChange
    mkdirSync(logs, { recursive: true })
  }

  /** The numbers of the running processes by name. */
  get pids(): Record<string, number> {
    return Object.fromEntries([...this.#managed].flatMap(([name, { child }]) => (child.pid ? [[name, child.pid]] : [])))
  }

  /** Where the output of a process is kept. */
  logPathOf(name: string): string {
    return join(this.#logs, `${name}.log`)
  }

  /** Starts a process and resolves when it is ready; a Problem that names its log when it ends before or takes too long. */
  async start(spec: ProcessSpec): Promise<void> {
    if (this.#isEnding) throw new Problem(`${spec.name} is not started: everything is being ended.`)
    const log = this.logPathOf(spec.name)
    if (existsSync(log) && statSync(log).size > maxLogBytes) renameSync(log, `${log}.1`)
    const managed: ManagedProcess = { spec, child: this.#spawn(spec), isStopping: false, restartCount: 0 }
    this.#managed.set(spec.name, managed)
    this.#notify()
    try {
      await this.#waitUntilReady(managed)
    } catch (error) {
      await this.stop(spec.name)
      throw error
    }
    this.#restartOnExit(managed)
  }

  /** Ends one process: its signal, then SIGKILL after ten seconds. */
  async stop(name: string): Promise<void> {
    const managed = this.#managed.get(name)
    if (!managed) return
    managed.isStopping = true
    if (isRunning(managed.child)) {
      const exited = waitForExit(managed.child)
      managed.child.kill(managed.spec.stopSignal ?? 'SIGTERM')
      const killTimeout = AbortSignal.timeout(killAfterMs)
      const forceKill = () => killGroup(managed.child)
      killTimeout.addEventListener('abort', forceKill)
      await exited
      killTimeout.removeEventListener('abort', forceKill)
    }
    killGroup(managed.child)
    managed.spec.cleanUp?.()
    this.#managed.delete(name)
    this.#notify()
    if (this.#managed.size === 0) await this.#reaper.release()
  }

  /** Ends all processes, the last started first, and starts no other. */
  async stopAll(): Promise<void> {
    this.#isEnding = true
    const names = [...this.#managed.keys()].reverse()
    for (const managed of this.#managed.values()) managed.isStopping = true
    for (const name of names) await this.stop(name)
  }

  #spawn(spec: ProcessSpec): ChildProcess {
    const log = openSync(this.logPathOf(spec.name), 'a')
    try {
      const stdio: ('ignore' | 'ipc' | number)[] = ['ignore', log, log]
      if (spec.ready === 'message') stdio.push('ipc')
      const child = spawn(spec.command, spec.args, { cwd: spec.cwd, env: spec.env, detached: true, stdio })
      child.on('error', () => {})
      return child
    } finally {
      closeSync(log)
    }
  }

  #notify(restartedName?: string) {
    this.#reaper.setGroups(Object.values(this.pids))
    this.#onChange(restartedName)
  }

  #describeLogTail(name: string): string {
    const log = this.logPathOf(name)
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-logTailLines)
    return [`Its log is ${log} and ends so:`, ...lines].join('\n')
  }

  async #waitUntilReady({ spec, child }: ManagedProcess): Promise<void> {
    const settled = new AbortController()
    const { name, ready, readyTimeoutMs = 60_000 } = spec
    const failure = new Promise<never>((_, reject) => {
      child.once('error', error => reject(new Problem(`${name} could not be started: ${error.message}.`)))
      const onExit = () => reject(new Problem(`${name} ended while it started. ${this.#describeLogTail(name)}`))
      if (child.pid && !isRunning(child)) onExit()
      child.once('exit', onExit)
      const onTimeout = () => reject(new Problem(`${name} was not ready in time. ${this.#describeLogTail(name)}`))
      sleep(readyTimeoutMs, undefined, { signal: settled.signal, ref: false }).then(onTimeout, () => {})
    })
    const readiness =
      ready === 'message'
        ? new Promise<void>(resolve => child.on('message', message => message === 'ready' && resolve()))
        : ready(settled.signal)
    readiness.catch(() => {})
    failure.catch(() => {})
    try {
      await Promise.race([readiness, failure])
    } finally {
      settled.abort()
    }
  }

  async #restartOnExit(managed: ManagedProcess): Promise<void> {
    while (!managed.isStopping) {
      const startedAt = Date.now()
      if (isRunning(managed.child)) await waitForExit(managed.child)
      killGroup(managed.child)
      if (managed.isStopping) return
      managed.restartCount = Date.now() - startedAt > stableAfterMs ? 0 : managed.restartCount + 1
      await sleep(Math.min(maxRestartDelayMs, minRestartDelayMs * 2 ** Math.max(0, managed.restartCount - 1)))
      if (managed.isStopping) return
      managed.child = this.#spawn(managed.spec)
      this.#notify(managed.spec.name)
    }
  }
}

/** Whether a child process has neither ended nor failed to start. */
const isRunning = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null

const waitForExit = (child: ChildProcess) =>
  new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })

function killGroup(child: ChildProcess) {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nothing is left of the group.
  }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProcessReaper } from './leash.ts'
import { rotateLog } from './log-file.ts'
import { Problem } from './problem.ts'

const minRestartDelayMs = 200
const maxRestartDelayMs = 1500
const stableAfterMs = 10_000
const killAfterMs = 10_000
const logTailLines = 8

/** How to run a child process. */
export type ProcessSpec = {
  /** The name in messages, in `pids`, and of the log file. */
  name: string
  command: string
  args: string[]
  /** The complete environment; nothing is inherited. */
  env: NodeJS.ProcessEnv
  cwd?: string
  /** The readiness check: our Node processes send the message `ready`; for others this promise must resolve. */
  ready: 'message' | ((signal: AbortSignal) => Promise<void>)
  /** The signal for a graceful shutdown. Default: SIGTERM. */
  stopSignal?: NodeJS.Signals
  /** Removes leftover files after the process has been stopped. */
  cleanUp?: () => void
  /** How long the first start may take before it fails. Default: 60,000 ms. */
  readyTimeoutMs?: number
}

type ManagedProcess = { spec: ProcessSpec; child: ChildProcess; isStopping: boolean; restartCount: number }

/**
 * Starts child processes, restarts those that exit, and stops all of them in reverse order. The restart delay starts at
 * 200 ms and grows to 1.5 seconds. Each child runs in a process group of its own, so that Ctrl-C in a terminal reaches
 * only this process and the order is kept. The rest of a child's group is killed with it. Output goes to
 * `<logs>/<name>.log`.
 */
export class Processes {
  #managed = new Map<string, ManagedProcess>()
  #reaper = new ProcessReaper()
  #logs: string
  #isEnding = false
  #onChange: (restartedName?: string) => void

  /** `onChange` is called whenever a process id changes, with the process name after a restart. */
  constructor(logs: string, onChange: (restartedName?: string) => void = () => {}) {
    this.#logs = logs
    this.#onChange = onChange
    mkdirSync(logs, { recursive: true })
  }

  /** The ids of the running processes by name. */
  get pids(): Record<string, number> {
    return Object.fromEntries([...this.#managed].flatMap(([name, { child }]) => (child.pid ? [[name, child.pid]] : [])))
  }

  /** Returns the path of a process's log. */
  logPathOf(name: string): string {
    return join(this.#logs, `${name}.log`)
  }

  /** Starts a process and waits until it is ready. Throws a Problem that names its log when it exits or times out. */
  async start(spec: ProcessSpec): Promise<void> {
    if (this.#isEnding) throw new Problem(`${spec.name} was not started, because Lectern is shutting down.`)
    rotateLog(this.logPathOf(spec.name))
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

  /** Stops one process: first with its stop signal, after 10 seconds with SIGKILL. */
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

  /** Stops all processes in reverse order of their start. No process can be started afterwards. */
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
    return [`Last lines of its log ${log}:`, ...lines].join('\n')
  }

  async #waitUntilReady({ spec, child }: ManagedProcess): Promise<void> {
    const settled = new AbortController()
    const { name, ready, readyTimeoutMs = 60_000 } = spec
    const failure = new Promise<never>((_, reject) => {
      child.once('error', error => reject(new Problem(`${name} could not be started: ${error.message}.`)))
      const onExit = () => reject(new Problem(`${name} exited during startup. ${this.#describeLogTail(name)}`))
      if (child.pid && !isRunning(child)) onExit()
      child.once('exit', onExit)
      const onTimeout = () =>
        reject(
          new Problem(`${name} was not ready within ${readyTimeoutMs / 1000} seconds. ${this.#describeLogTail(name)}`),
        )
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

/** Checks that a child process has started and has not exited. */
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
    // The group no longer exists.
  }
}

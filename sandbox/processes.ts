import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Leash } from './leash.ts'
import { Problem } from './problem.ts'

const firstRestartAfter = 200
const lastRestartAfter = 1500
const aliveLongEnough = 10_000
const killAfter = 10_000
const rotateAt = 20 * 1024 * 1024
const lastLines = 8

/** A child process as it is wanted. */
export type Wanted = {
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
  stopWith?: NodeJS.Signals
  /** Removes what it leaves behind, when it has been stopped. */
  cleanUp?: () => void
  /** Milliseconds until an unready first start counts as failed; 60,000 unless said otherwise. */
  readyWithin?: number
}

type Kept = { wanted: Wanted; child: ChildProcess; stopping: boolean; restarts: number }

/**
 * Starts child processes, starts again what dies (first after 200 ms, then ever later up to 1.5 s), and ends them all in
 * reverse order. Each stands in a process group of its own, so that Ctrl-C in a terminal reaches only us and the order is
 * kept; what a child leaves in its group is ended with it. Output goes to `<logs>/<name>.log`.
 */
export class Processes {
  #kept = new Map<string, Kept>()
  #leash = new Leash()
  #logs: string
  #over = false
  #changed: (died?: string) => void

  /** `changed` is called whenever a process has another number than before, with its name when it had died. */
  constructor(logs: string, changed: (died?: string) => void = () => {}) {
    this.#logs = logs
    this.#changed = changed
    mkdirSync(logs, { recursive: true })
  }

  /** The numbers of the running processes by name. */
  get pids(): Record<string, number> {
    return Object.fromEntries([...this.#kept].flatMap(([name, { child }]) => (child.pid ? [[name, child.pid]] : [])))
  }

  /** Where the output of a process is kept. */
  logOf(name: string): string {
    return join(this.#logs, `${name}.log`)
  }

  /** Starts a process and resolves when it is ready; a Problem that names its log when it ends before or takes too long. */
  async start(wanted: Wanted): Promise<void> {
    if (this.#over) throw new Problem(`${wanted.name} is not started: everything is being ended.`)
    const log = this.logOf(wanted.name)
    if (existsSync(log) && statSync(log).size > rotateAt) renameSync(log, `${log}.1`)
    const kept: Kept = { wanted, child: this.#spawn(wanted), stopping: false, restarts: 0 }
    this.#kept.set(wanted.name, kept)
    this.#note()
    try {
      await this.#ready(kept)
    } catch (error) {
      await this.stop(wanted.name)
      throw error
    }
    this.#watch(kept)
  }

  /** Ends one process: its signal, then SIGKILL after ten seconds. */
  async stop(name: string): Promise<void> {
    const kept = this.#kept.get(name)
    if (!kept) return
    kept.stopping = true
    if (running(kept.child)) {
      const ended = ending(kept.child)
      kept.child.kill(kept.wanted.stopWith ?? 'SIGTERM')
      const late = AbortSignal.timeout(killAfter)
      const kill = () => killGroup(kept.child)
      late.addEventListener('abort', kill)
      await ended
      late.removeEventListener('abort', kill)
    }
    killGroup(kept.child)
    kept.wanted.cleanUp?.()
    this.#kept.delete(name)
    this.#note()
    if (this.#kept.size === 0) await this.#leash.release()
  }

  /** Ends all processes, the last started first, and starts no other. */
  async stopAll(): Promise<void> {
    this.#over = true
    const names = [...this.#kept.keys()].reverse()
    for (const kept of this.#kept.values()) kept.stopping = true
    for (const name of names) await this.stop(name)
  }

  #spawn(wanted: Wanted): ChildProcess {
    const log = openSync(this.logOf(wanted.name), 'a')
    try {
      const stdio: ('ignore' | 'ipc' | number)[] = ['ignore', log, log]
      if (wanted.ready === 'message') stdio.push('ipc')
      const child = spawn(wanted.command, wanted.args, { cwd: wanted.cwd, env: wanted.env, detached: true, stdio })
      child.on('error', () => {})
      return child
    } finally {
      closeSync(log)
    }
  }

  #note(died?: string) {
    this.#leash.hold(Object.values(this.pids))
    this.#changed(died)
  }

  #lastWords(name: string): string {
    const log = this.logOf(name)
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lastLines)
    return [`Its log is ${log} and ends so:`, ...lines].join('\n')
  }

  async #ready({ wanted, child }: Kept): Promise<void> {
    const over = new AbortController()
    const { name, ready, readyWithin = 60_000 } = wanted
    const failed = new Promise<never>((_, reject) => {
      child.once('error', error => reject(new Problem(`${name} could not be started: ${error.message}.`)))
      const ended = () => reject(new Problem(`${name} ended while it started. ${this.#lastWords(name)}`))
      if (child.pid && !running(child)) ended()
      child.once('exit', ended)
      const late = () => reject(new Problem(`${name} was not ready in time. ${this.#lastWords(name)}`))
      sleep(readyWithin, undefined, { signal: over.signal, ref: false }).then(late, () => {})
    })
    const asked =
      ready === 'message'
        ? new Promise<void>(resolve => child.on('message', message => message === 'ready' && resolve()))
        : ready(over.signal)
    asked.catch(() => {})
    failed.catch(() => {})
    try {
      await Promise.race([asked, failed])
    } finally {
      over.abort()
    }
  }

  async #watch(kept: Kept): Promise<void> {
    while (!kept.stopping) {
      const since = Date.now()
      if (running(kept.child)) await ending(kept.child)
      killGroup(kept.child)
      if (kept.stopping) return
      kept.restarts = Date.now() - since > aliveLongEnough ? 0 : kept.restarts + 1
      await sleep(Math.min(lastRestartAfter, firstRestartAfter * 2 ** Math.max(0, kept.restarts - 1)))
      if (kept.stopping) return
      kept.child = this.#spawn(kept.wanted)
      this.#note(kept.wanted.name)
    }
  }
}

/** Whether a child process has neither ended nor failed to start. */
const running = (child: ChildProcess) => child.pid !== undefined && child.exitCode === null && child.signalCode === null

const ending = (child: ChildProcess) =>
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

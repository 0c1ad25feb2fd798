import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../../machine/problem.ts'
import type { RunningLectern } from '../../story/running-lectern.ts'

const sampleIntervalMs = 200
/**
 * A worker counts as idle so many milliseconds after its start, once its memory has changed by less than `stillBytes` within `stillFor`. Before
 * that it holds a hundred megabytes that bundling its workflows left, and would seem to take less for its work.
 */
const idleAfterMs = 30_000
const stableForMs = 10_000
const stableBytes = 2_000_000

/** Bytes of resident memory: of the idle worker, and the most while it worked, by samples and as the kernel counted. */
export type Memory = { idle: number; sampled: number; peak: number }

/**
 * The worker's memory while `work` goes on. It is started anew before, so that the idle one is idle and holds nothing of earlier runs.
 */
export async function workerMemory(lectern: RunningLectern, work: () => Promise<unknown>): Promise<Memory> {
  if (!existsSync('/proc/self/status'))
    throw new Problem(
      'Memory is read from /proc, which this machine does not have: name other cases than many and huge.',
    )
  const pid = await restartWorker(lectern)
  const idle = await waitUntilStable(pid)
  // The kernel counts the highest memory anew from here on.
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  let sampled = idle
  const sample = () => {
    // One that died shows when the peak is read.
    if (existsSync(`/proc/${pid}`)) sampled = Math.max(sampled, residentBytes(pid))
  }
  const timer = setInterval(sample, sampleIntervalMs)
  try {
    await work()
    return { idle, sampled, peak: residentBytes(pid, 'VmHWM') }
  } finally {
    clearInterval(timer)
  }
}

async function restartWorker(lectern: RunningLectern): Promise<number> {
  const before = lectern.sandbox.processes.worker
  lectern.kill('worker', 'SIGTERM')
  for (;;) {
    const { worker } = lectern.sandbox.processes
    if (worker && worker !== before) return worker
    await sleep(100)
  }
}

async function waitUntilStable(pid: number): Promise<number> {
  await sleep(idleAfterMs)
  for (let before = residentBytes(pid); ; ) {
    await sleep(stableForMs)
    const now = residentBytes(pid)
    if (Math.abs(now - before) < stableBytes) return now
    before = now
  }
}

function residentBytes(pid: number, line: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const match = new RegExp(`${line}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(match?.[1]) * 1024
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../../machine/problem.ts'
import type { RunningLectern } from '../../story/running-lectern.ts'

const sampleIntervalMs = 200
/**
 * The minimum time after which a worker counts as idle. In addition, its memory must change by less than `stableBytes`
 * within `stableForMs`. Before that, it holds about 100 MB from bundling its workflows, and its work would seem to need
 * less memory.
 */
const idleAfterMs = 30_000
const stableForMs = 10_000
const stableBytes = 2_000_000

/** Resident memory of the worker in bytes: idle, and the maximum during the work by samples and by the kernel. */
export type Memory = { idle: number; sampled: number; peak: number }

/**
 * Measures the worker's memory during `work`. Restarts the worker first, so that it holds nothing from earlier runs.
 */
export async function workerMemory(lectern: RunningLectern, work: () => Promise<unknown>): Promise<Memory> {
  if (!existsSync('/proc/self/status'))
    throw new Problem(
      'This machine has no /proc, which is needed to measure memory. Name other cases than many, nothing, huge, and links.',
    )
  const pid = await restartWorker(lectern)
  const idle = await waitUntilStable(pid)
  // Reset the kernel's peak memory counter.
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  let sampled = idle
  const sample = () => {
    // If the worker has crashed, reading the peak fails.
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

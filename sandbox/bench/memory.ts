import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../problem.ts'
import type { RunningLectern } from '../story/running-lectern.ts'

const sampleEvery = 200
/**
 * A worker counts as idle so many milliseconds after its start, once its memory has changed by less than `stillBytes` within `stillFor`. Before
 * that it holds a hundred megabytes that bundling its workflows left, and would seem to take less for its work.
 */
const idleAfter = 30_000
const stillFor = 10_000
const stillBytes = 2_000_000

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
  const pid = await freshWorker(lectern)
  const idle = await whenStill(pid)
  // The kernel counts the highest memory anew from here on.
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  let sampled = idle
  const sample = () => {
    // One that died shows when the peak is read.
    if (existsSync(`/proc/${pid}`)) sampled = Math.max(sampled, resident(pid))
  }
  const timer = setInterval(sample, sampleEvery)
  try {
    await work()
    return { idle, sampled, peak: resident(pid, 'VmHWM') }
  } finally {
    clearInterval(timer)
  }
}

async function freshWorker(lectern: RunningLectern): Promise<number> {
  const before = lectern.box.processes.worker
  lectern.kill('worker', 'SIGTERM')
  for (;;) {
    const { worker } = lectern.box.processes
    if (worker && worker !== before) return worker
    await sleep(100)
  }
}

async function whenStill(pid: number): Promise<number> {
  await sleep(idleAfter)
  for (let before = resident(pid); ; ) {
    await sleep(stillFor)
    const now = resident(pid)
    if (Math.abs(now - before) < stillBytes) return now
    before = now
  }
}

function resident(pid: number, line: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const said = new RegExp(`${line}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(said?.[1]) * 1024
}

import { join } from 'node:path'
import { memoryFigure, type Result } from '../rig/figures.ts'
import { type Memory, workerMemory } from '../rig/memory.ts'
import type { SideBySide } from '../rig/side-by-side.ts'
import { writeLarge } from '../rig/test-files.ts'

/** Measures the worker's memory with one file that is far larger than the memory a worker may use. */
export async function huge(both: SideBySide, rounds: number, bytes: number): Promise<Result> {
  const memory: Memory[] = []
  const seconds: number[] = []
  for (let number = 1; number <= rounds; number++) {
    const name = `huge-${number}`
    writeLarge(join(both.createFolder(name), 'huge.bin'), bytes)
    await both.waitUntilSettled(name)
    const work = async () => seconds.push((await both.syncWithLectern(name, 1)).seconds)
    memory.push(await workerMemory(both.lectern, work))
    both.removeFolder(name)
  }
  return { figures: [memoryFigure(memory)], numbers: { bytes, memory, lectern: seconds } }
}

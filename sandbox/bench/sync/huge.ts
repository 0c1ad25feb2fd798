import { join } from 'node:path'
import { writeLarge } from '../rig/test-files.ts'
import { memoryFigure, type Result } from '../rig/figures.ts'
import { type Memory, workerMemory } from '../rig/memory.ts'
import type { SideBySide } from '../rig/side-by-side.ts'

/** One file that is far larger than any memory a worker may take. */
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

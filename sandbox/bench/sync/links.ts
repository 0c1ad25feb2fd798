import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryFigure, type Result } from '../rig/figures.ts'
import { type Memory, workerMemory } from '../rig/memory.ts'
import type { SideBySide } from '../rig/side-by-side.ts'

/** Measures the worker's memory with one page that has very many links to missing files. */
export async function links(both: SideBySide, rounds: number, linkCount: number): Promise<Result> {
  const memory: Memory[] = []
  const seconds: number[] = []
  for (let number = 1; number <= rounds; number++) {
    const name = `links-${number}`
    const list = Array.from({ length: linkCount }, (_, index) => `<a href="${number}-${index}.html">\n`)
    writeFileSync(join(both.createFolder(name), 'index.html'), `<html><head></head><body>\n${list.join('')}`)
    await both.waitUntilSettled(name)
    const work = async () => seconds.push((await both.syncWithLectern(name, 1)).seconds)
    memory.push(await workerMemory(both.lectern, work))
    both.removeFolder(name)
  }
  return { figures: [memoryFigure(memory)], numbers: { linkCount, memory, lectern: seconds } }
}

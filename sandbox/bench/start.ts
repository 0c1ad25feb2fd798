import { RunningLectern } from '../story/running-lectern.ts'

const rounds = 3

/**
 * Measures the seconds until Lectern is ready, with an empty data folder and with one that was used before. Programs
 * and packages are already installed.
 */
export async function measureStarts(): Promise<Record<string, number[]>> {
  const first: number[] = []
  const later: number[] = []
  for (let round = 0; round < rounds; round++) {
    const [lectern, firstSeconds] = await timed(() => RunningLectern.start())
    first.push(firstSeconds)
    await lectern.stop({ keep: true })
    const [restarted, laterSeconds] = await timed(() => RunningLectern.start(lectern.data))
    later.push(laterSeconds)
    await restarted.stop()
  }
  return { 'Start with an empty data folder': first, 'Start with a used data folder': later }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now()
  const result = await work()
  return [result, (performance.now() - startedAt) / 1000]
}

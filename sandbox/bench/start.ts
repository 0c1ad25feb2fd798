import { RunningLectern } from '../story/running-lectern.ts'

const rounds = 3

/** Seconds until a Lectern over an empty folder is ready, and until one that ran before is ready again. Programs and packages are there. */
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
  return { 'Start over an empty folder': first, 'Start over a folder that was used before': later }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const since = performance.now()
  const result = await work()
  return [result, (performance.now() - since) / 1000]
}

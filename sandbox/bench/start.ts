import { RunningLectern } from '../story/running-lectern.ts'

const rounds = 3

/** Seconds until a Lectern over an empty folder is ready, and until one that ran before is ready again. Programs and packages are there. */
export async function measureStarts(): Promise<Record<string, number[]>> {
  const first: number[] = []
  const later: number[] = []
  for (let round = 0; round < rounds; round++) {
    const [fresh, took] = await timed(() => RunningLectern.start())
    first.push(took)
    await fresh.stop({ keep: true })
    const [again, tookAgain] = await timed(() => RunningLectern.start(fresh.data))
    later.push(tookAgain)
    await again.stop()
  }
  return { 'Start over an empty folder': first, 'Start over a folder that was used before': later }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const since = performance.now()
  const result = await work()
  return [result, (performance.now() - since) / 1000]
}

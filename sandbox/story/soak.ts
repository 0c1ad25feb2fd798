import { Problem } from '../machine/problem.ts'
import { printLine } from '../machine/progress.ts'
import { readDuringReleases } from './mixtures/releases.ts'
import { disturbStreams } from './mixtures/streams.ts'
import { disturbSyncs } from './mixtures/syncs.ts'
import { RunningLectern } from './running-lectern.ts'
import { encodeTinyVideo } from './video.ts'

// `npm run soak -- 30m` runs random mixtures for 30 minutes, `npm run soak -- 10` runs ten rounds. `--seed <number>`
// repeats a soak: round n has the seed of the first round + n.

/** Reads `30m` (minutes) or `10` (rounds). Throws a Problem for anything else. */
function readLimit(text: string | undefined): { deadline: number; rounds: number } {
  const [, number, unit] = /^(\d+)(m?)$/.exec(text ?? '') ?? []
  if (!number) throw new Problem(`Say how long: 30m for 30 minutes, or 10 for ten rounds.`)
  return unit
    ? { deadline: Date.now() + Number(number) * 60_000, rounds: Number.POSITIVE_INFINITY }
    : { deadline: Number.POSITIVE_INFINITY, rounds: Number(number) }
}

function readArguments(args: string[]) {
  const seedAt = args.indexOf('--seed')
  const seed = seedAt < 0 ? Date.now() % 1_000_000 : Number(args[seedAt + 1])
  if (!Number.isInteger(seed)) throw new Problem('--seed needs a whole number.')
  const words = seedAt < 0 ? args : args.toSpliced(seedAt, 2)
  if (words.length > 1) throw new Problem(`Unknown argument "${words[1]}".`)
  return { seed, ...readLimit(words[0]) }
}

async function soak(args: string[]): Promise<boolean> {
  const { seed: firstSeed, deadline, rounds } = readArguments(args)
  const video = await encodeTinyVideo()
  const lectern = await RunningLectern.start()
  const mixtures: [name: string, run: (seed: number) => Promise<unknown>][] = [
    ['syncs', seed => disturbSyncs(lectern, { seed, packageCount: 20, rounds: 1 })],
    ['streams', seed => disturbStreams(lectern, video, { seed, packageCount: 20, rounds: 1 })],
    ['releases', seed => readDuringReleases(lectern, { seed, steps: 60 })],
  ]
  const counts = { passed: 0, failed: 0 }
  try {
    for (let round = 0; round < rounds && Date.now() < deadline; round++) {
      for (const [name, run] of mixtures) {
        const seed = firstSeed + round
        const startedAt = Date.now()
        const error = await run(seed).then(
          () => null,
          (reason: unknown) => reason,
        )
        counts[error === null ? 'passed' : 'failed']++
        printLine(
          `${error === null ? '✓' : '✗'} ${name}, seed ${seed} (${Math.round((Date.now() - startedAt) / 1000)} s)`,
        )
        if (error !== null) printLine(error instanceof Error ? error.message : String(error))
        await lectern.clearFaults()
        if (Date.now() > deadline) break
      }
    }
  } finally {
    if (counts.failed > 0) printLine(`The logs are in ${lectern.data}/logs`)
    await lectern.stop({ keep: counts.failed > 0 })
  }
  printLine(`${counts.passed} passed, ${counts.failed} failed (first seed ${firstSeed})`)
  return counts.failed === 0
}

process.once('disconnect', () => process.exit(1))
process.channel?.unref()
const isGood = await soak(process.argv.slice(2)).catch(error => {
  console.error(error instanceof Problem ? error.message : error)
  return false
})
process.exit(isGood ? 0 : 1)

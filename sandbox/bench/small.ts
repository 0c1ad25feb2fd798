import { bareSeconds } from './bare-s3.ts'
import { type Files, writeFiles } from './contents.ts'
import { atLeast, atMost, each, type Result, ratio } from './figures.ts'
import { tuned } from './rclone.ts'
import { median } from './seconds.ts'
import type { SideBySide } from './side-by-side.ts'

/**
 * Many small files, each round in a new folder with new contents: Lectern, rclone as it comes, rclone tuned, and the same number of puts from
 * memory.
 */
export async function small(both: SideBySide, rounds: number, files: Files): Promise<Result> {
  await round(both, 'small-warm', { ...files, files: Math.min(files.files, 200) })
  const done: Round[] = []
  for (let number = 1; number <= rounds; number++) done.push(await round(both, `small-${number}`, files))
  const of = (key: keyof Round) => done.map(one => one[key])
  const [lectern, rclone, fast] = [of('lectern'), of('rclone'), of('tuned')]
  const [copying, bare] = [of('copying'), of('bare')]
  const ours = median(lectern)
  const against = (theirs: number[]) => `(${each(lectern)} s; rclone ${each(theirs)} s)`
  const speeds = `(${whole(copying)} files/s while copying; S3 ${whole(bare)} puts/s)`
  return {
    figures: [
      atMost('time to rclone’s as it comes', ours / median(rclone), 0.25, ratio, against(rclone)),
      atMost('time to tuned rclone’s', ours / median(fast), 1.3, ratio, against(fast)),
      atLeast('speed while copying to this S3’s', median(copying) / median(bare), 0.8, ratio, speeds),
    ],
    numbers: { ...files, lectern, rclone, tuned: fast, copyingPerSecond: copying, barePerSecond: bare },
  }
}

/** Seconds of each side, and files a second: Lectern's while it copied, and the bare S3's. */
type Round = { lectern: number; rclone: number; tuned: number; copying: number; bare: number }

async function round(both: SideBySide, name: string, files: Files): Promise<Round> {
  writeFiles(both.folder(name), files)
  await both.settle(name)
  const lectern = await both.byLectern(name, files.files)
  await both.settle(name)
  const rclone = await both.byRclone(name, 'plain')
  await both.settle(name)
  const fast = await both.byRclone(name, 'tuned', tuned)
  await both.settle(name)
  const load = { kind: 'puts', count: files.files, bytes: files.bytes, atOnce: 32 } as const
  const bare = await bareSeconds(both.box, `bare/${name}`, load)
  both.forget(name)
  const copying = lectern.filesPerSecond ?? Number.NaN
  return { lectern: lectern.seconds, rclone, tuned: fast, copying, bare: files.files / bare }
}

const whole = (values: number[]) => values.map(Math.round).join(', ')

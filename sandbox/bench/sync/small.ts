import { measureBareS3 } from '../rig/bare-s3.ts'
import { type FileSet, writeFiles } from '../rig/test-files.ts'
import { atLeast, atMost, formatSeconds, type Result, ratio } from '../rig/figures.ts'
import { tunedFlags } from '../rig/rclone.ts'
import { median } from '../rig/seconds.ts'
import type { SideBySide } from '../rig/side-by-side.ts'

/**
 * Many small files, each round in a new folder with new contents: Lectern, rclone as it comes, rclone tuned, and the same number of puts from
 * memory.
 */
export async function small(both: SideBySide, rounds: number, files: FileSet): Promise<Result> {
  await round(both, 'small-warm', { ...files, fileCount: Math.min(files.fileCount, 200) })
  const done: Round[] = []
  for (let number = 1; number <= rounds; number++) done.push(await round(both, `small-${number}`, files))
  const valuesOf = (key: keyof Round) => done.map(one => one[key])
  const [lectern, rclone, fast] = [valuesOf('lectern'), valuesOf('rclone'), valuesOf('tuned')]
  const [copying, bare] = [valuesOf('copying'), valuesOf('bare')]
  const ours = median(lectern)
  const describeAgainst = (theirs: number[]) => `(${formatSeconds(lectern)} s; rclone ${formatSeconds(theirs)} s)`
  const speeds = `(${formatRounded(copying)} files/s while copying; S3 ${formatRounded(bare)} puts/s)`
  return {
    figures: [
      atMost('time to rclone’s as it comes', ours / median(rclone), 0.25, ratio, describeAgainst(rclone)),
      atMost('time to tuned rclone’s', ours / median(fast), 1.3, ratio, describeAgainst(fast)),
      atLeast('speed while copying to this S3’s', median(copying) / median(bare), 0.8, ratio, speeds),
    ],
    numbers: { ...files, lectern, rclone, tuned: fast, copyingPerSecond: copying, barePerSecond: bare },
  }
}

/** Seconds of each side, and files a second: Lectern's while it copied, and the bare S3's. */
type Round = { lectern: number; rclone: number; tuned: number; copying: number; bare: number }

async function round(both: SideBySide, name: string, files: FileSet): Promise<Round> {
  writeFiles(both.createFolder(name), files)
  await both.waitUntilSettled(name)
  const lectern = await both.syncWithLectern(name, files.fileCount)
  await both.waitUntilSettled(name)
  const rclone = await both.copyWithRclone(name, 'plain')
  await both.waitUntilSettled(name)
  const fast = await both.copyWithRclone(name, 'tuned', tunedFlags)
  await both.waitUntilSettled(name)
  const load = { kind: 'puts', count: files.fileCount, bytes: files.bytesPerFile, concurrency: 32 } as const
  const bare = await measureBareS3(both.sandbox, `bare/${name}`, load)
  both.removeFolder(name)
  const copying = lectern.filesPerSecond ?? Number.NaN
  return { lectern: lectern.seconds, rclone, tuned: fast, copying, bare: files.fileCount / bare }
}

const formatRounded = (values: number[]) => values.map(Math.round).join(', ')

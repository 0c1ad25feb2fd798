import { measureBareS3 } from '../rig/bare-s3.ts'
import { atLeast, atMost, formatSeconds, type Result, ratio } from '../rig/figures.ts'
import { tunedFlags } from '../rig/rclone.ts'
import { median } from '../rig/seconds.ts'
import type { SideBySide } from '../rig/side-by-side.ts'
import { type FileSet, writeFiles } from '../rig/test-files.ts'

/**
 * Measures many small files: Lectern, rclone with its defaults, tuned rclone, and the same number of bare puts from
 * memory. Each round uses a new folder with new contents.
 */
export async function small(both: SideBySide, rounds: number, files: FileSet): Promise<Result> {
  await round(both, 'small-warm', { ...files, fileCount: Math.min(files.fileCount, 200) })
  const results: Round[] = []
  for (let number = 1; number <= rounds; number++) results.push(await round(both, `small-${number}`, files))
  const valuesOf = (key: keyof Round) => results.map(result => result[key])
  const [lectern, rclone, tuned] = [valuesOf('lectern'), valuesOf('rclone'), valuesOf('tuned')]
  const [copying, bare] = [valuesOf('copying'), valuesOf('bare')]
  const ours = median(lectern)
  const compareTo = (seconds: number[]) => `(${formatSeconds(lectern)} s; rclone ${formatSeconds(seconds)} s)`
  const speeds = `(${formatRounded(copying)} files/s while copying; S3 ${formatRounded(bare)} puts/s)`
  return {
    figures: [
      atMost('time relative to rclone', ours / median(rclone), 0.25, ratio, compareTo(rclone)),
      atMost('time relative to tuned rclone', ours / median(tuned), 1.3, ratio, compareTo(tuned)),
      atLeast('copying speed relative to this S3', median(copying) / median(bare), 0.8, ratio, speeds),
    ],
    numbers: { ...files, lectern, rclone, tuned, copyingPerSecond: copying, barePerSecond: bare },
  }
}

/**
 * The seconds of each side; `copying` and `bare` are the files per second of Lectern while copying and of the bare S3.
 */
type Round = { lectern: number; rclone: number; tuned: number; copying: number; bare: number }

async function round(both: SideBySide, name: string, files: FileSet): Promise<Round> {
  writeFiles(both.createFolder(name), files)
  await both.waitUntilSettled(name)
  const lectern = await both.syncWithLectern(name, files.fileCount)
  await both.waitUntilSettled(name)
  const rclone = await both.copyWithRclone(name, 'plain')
  await both.waitUntilSettled(name)
  const tuned = await both.copyWithRclone(name, 'tuned', tunedFlags)
  await both.waitUntilSettled(name)
  const load = { kind: 'puts', count: files.fileCount, bytes: files.bytesPerFile, concurrency: 32 } as const
  const bare = await measureBareS3(both.sandbox, `bare/${name}`, load)
  both.removeFolder(name)
  const copying = lectern.filesPerSecond ?? Number.NaN
  return { lectern: lectern.seconds, rclone, tuned, copying, bare: files.fileCount / bare }
}

const formatRounded = (values: number[]) => values.map(Math.round).join(', ')

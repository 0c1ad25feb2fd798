import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { measureBareS3 } from '../rig/bare-s3.ts'
import { atLeast, atMost, formatSeconds, type Result, ratio } from '../rig/figures.ts'
import { median } from '../rig/seconds.ts'
import type { SideBySide } from '../rig/side-by-side.ts'
import { makeUnique, writeLarge } from '../rig/test-files.ts'

const partBytes = 8 * 1024 ** 2
const fileName = 'large.bin'

/** Measures one large file: Lectern with content hash, rclone with its defaults, and a bare multipart upload. */
export async function large(both: SideBySide, rounds: number, bytes: number): Promise<Result> {
  await runRounds(both, 'large-warm', 1, 4 * partBytes)
  const { lectern, rclone, bare } = await runRounds(both, 'large', rounds, bytes)
  const ours = median(lectern)
  const speed = (seconds: number) => `${Math.round(bytes / 1024 ** 2 / seconds)} MiB/s`
  return {
    figures: [
      atMost(
        'time relative to rclone',
        ours / median(rclone),
        0.7,
        ratio,
        `(${formatSeconds(lectern)} s; rclone ${formatSeconds(rclone)} s)`,
      ),
      atLeast(
        'speed relative to this S3, in parts',
        median(bare) / ours,
        0.8,
        ratio,
        `(${speed(ours)}; S3 ${speed(median(bare))}: ${formatSeconds(bare)} s)`,
      ),
    ],
    numbers: { bytes, lectern, rclone, bare },
  }
}

/** Creates the file once. Each round moves it into a new folder and changes its content. */
async function runRounds(both: SideBySide, name: string, rounds: number, bytes: number) {
  const seconds = { lectern: [] as number[], rclone: [] as number[], bare: [] as number[] }
  const load = { kind: 'parts', count: Math.ceil(bytes / partBytes), bytes: partBytes, concurrency: 8 } as const
  let path = join(both.createFolder(name), fileName)
  writeLarge(path, bytes)
  for (let number = 1; number <= rounds; number++) {
    const folder = `${name}-${number}`
    const next = join(both.createFolder(folder), fileName)
    renameSync(path, next)
    makeUnique(next)
    path = next
    await both.waitUntilSettled(folder)
    seconds.lectern.push((await both.syncWithLectern(folder, 1)).seconds)
    await both.waitUntilSettled(folder)
    seconds.rclone.push(await both.copyWithRclone(folder, 'plain'))
    await both.waitUntilSettled(folder)
    seconds.bare.push(await measureBareS3(both.sandbox, `bare/${folder}`, load))
  }
  both.removeFolder(`${name}-${rounds}`)
  return seconds
}

import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { bareSeconds } from './bare-s3.ts'
import { renew, writeLarge } from './contents.ts'
import { atLeast, atMost, each, type Result, ratio } from './figures.ts'
import { median } from './seconds.ts'
import type { SideBySide } from './side-by-side.ts'

const partBytes = 8 * 1024 ** 2
const fileName = 'large.bin'

/** One large file: Lectern with its content hash proved, rclone as it comes, and the same bytes from memory by parts. */
export async function large(both: SideBySide, rounds: number, bytes: number): Promise<Result> {
  await inRounds(both, 'large-warm', 1, 4 * partBytes)
  const { lectern, rclone, bare } = await inRounds(both, 'large', rounds, bytes)
  const ours = median(lectern)
  const speed = (seconds: number) => `${Math.round(bytes / 1024 ** 2 / seconds)} MiB/s`
  return {
    figures: [
      atMost(
        'time to rclone’s as it comes',
        ours / median(rclone),
        0.7,
        ratio,
        `(${each(lectern)} s; rclone ${each(rclone)} s)`,
      ),
      atLeast(
        'speed to this S3’s by parts',
        median(bare) / ours,
        0.8,
        ratio,
        `(${speed(ours)}; S3 ${speed(median(bare))}: ${each(bare)} s)`,
      ),
    ],
    numbers: { bytes, lectern, rclone, bare },
  }
}

/** The file is made once; each round moves it into a folder of its own and makes it another one. */
async function inRounds(both: SideBySide, name: string, rounds: number, bytes: number) {
  const seconds = { lectern: [] as number[], rclone: [] as number[], bare: [] as number[] }
  const load = { kind: 'parts', count: Math.ceil(bytes / partBytes), bytes: partBytes, atOnce: 8 } as const
  let path = join(both.folder(name), fileName)
  writeLarge(path, bytes)
  for (let number = 1; number <= rounds; number++) {
    const folder = `${name}-${number}`
    const next = join(both.folder(folder), fileName)
    renameSync(path, next)
    renew(next)
    path = next
    await both.settle(folder)
    seconds.lectern.push((await both.byLectern(folder, 1)).seconds)
    await both.settle(folder)
    seconds.rclone.push(await both.byRclone(folder, 'plain'))
    await both.settle(folder)
    seconds.bare.push(await bareSeconds(both.box, `bare/${folder}`, load))
  }
  both.forget(`${name}-${rounds}`)
  return seconds
}

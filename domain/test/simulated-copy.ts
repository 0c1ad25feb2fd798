import { type CopyProgress, smoothingSeconds } from '../sync/speed.ts'

/** A service to copy from: what each file costs, in seconds, and the bandwidth of all transfers and of each. */
export type Line = { latencySeconds: number; bytesPerSecond: number; bytesPerSecondEach: number }

type Transfer = {
  isPart: boolean
  latencySeconds: number
  bytes: number
  recordedBytes: number
  recordedFiles: number
}

const lanes = 4
const workersPerLane = 8
const partBytes = 8 * 1024 * 1024
const stepSeconds = 0.05

/** A generator of numbers between 0 and 1 that gives the same numbers in each test run. */
export function repeatableRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/**
 * Copies files of these sizes as lanes do: in each lane, several small files and one part of a large one at a time. Yields the progress of the run once a second, with the seconds since the start; the last one is at the end.
 */
export function* simulateCopy(
  sizes: number[],
  line: Line,
  random: () => number,
): Generator<{ seconds: number; progress: CopyProgress }> {
  const small = sizes.filter(bytes => bytes <= partBytes)
  const parts = sizes
    .filter(bytes => bytes > partBytes)
    .flatMap(bytes => {
      const count = Math.ceil(bytes / partBytes)
      return Array.from({ length: count }, (_, index) => ({
        bytes: index < count - 1 ? partBytes : bytes - partBytes * (count - 1),
        recordedFiles: index < count - 1 ? 0 : 1,
      }))
    })
  const run = {
    calculated: true,
    ...{ filesTotal: sizes.length, filesDone: 0, bytesDone: 0n },
    bytesTotal: BigInt(sizes.reduce((sum, bytes) => sum + bytes, 0)),
    ...{ copyingSince: new Date(0), finishedAt: null, fileRate: 0, byteRate: 0, ratedAt: null as Date | null },
  }
  const transfers: Transfer[] = []
  const start = (isPart: boolean, { bytes, recordedFiles }: { bytes: number; recordedFiles: number }) =>
    transfers.push({
      latencySeconds: line.latencySeconds * (0.5 + random()),
      ...{ isPart, bytes, recordedBytes: bytes, recordedFiles },
    })
  for (let step = 0; ; step++) {
    const seconds = step * stepSeconds
    const activeParts = transfers.filter(({ isPart }) => isPart).length
    const activeSmall = transfers.length - activeParts
    for (const bytes of small.splice(0, lanes * workersPerLane - activeSmall)) start(false, { bytes, recordedFiles: 1 })
    for (const part of parts.splice(0, lanes - activeParts)) start(true, part)
    if (transfers.length === 0 || step % (1 / stepSeconds) === 0) yield { seconds, progress: { ...run } }
    if (transfers.length === 0) return
    const active = transfers.filter(transfer => transfer.latencySeconds <= 0)
    const share = Math.min(line.bytesPerSecondEach, line.bytesPerSecond / Math.max(1, active.length)) * stepSeconds
    for (const transfer of active) transfer.bytes -= share
    for (const transfer of transfers) transfer.latencySeconds -= stepSeconds
    const done = transfers.filter(transfer => transfer.latencySeconds <= 0 && transfer.bytes <= 0)
    for (const transfer of done) transfers.splice(transfers.indexOf(transfer), 1)
    record(
      done.reduce((sum, { recordedFiles }) => sum + recordedFiles, 0),
      done.reduce((sum, { recordedBytes }) => sum + recordedBytes, 0),
      seconds + stepSeconds,
    )
  }

  /** Counts what was copied, as `progressSql` does. */
  function record(files: number, bytes: number, seconds: number) {
    if (files + bytes === 0) return
    const elapsed = run.ratedAt ? seconds - run.ratedAt.getTime() / 1000 : 0
    const decay = Math.exp(-elapsed / smoothingSeconds)
    run.fileRate = run.fileRate * decay + files / smoothingSeconds
    run.byteRate = run.byteRate * decay + bytes / smoothingSeconds
    run.ratedAt = new Date(seconds * 1000)
    run.filesDone += files
    run.bytesDone += BigInt(Math.round(bytes))
  }
}

/** The columns of a sync run that describe its progress and speed. */
export type CopyProgress = {
  calculated: boolean
  filesTotal: number
  filesDone: number
  bytesTotal: bigint
  bytesDone: bigint
  copyingSince: Date | null
  finishedAt: Date | null
  byteRate: number
  fileRate: number
  ratedAt: Date | null
}

/** The time constant of the smoothed speed, in seconds. */
export const smoothingSeconds = 8

/** The speed is unknown for this many seconds after copying started, because the first files say little. */
const minMeasuredSeconds = 1

/** The remaining time is unknown for this many seconds after copying started. */
const minEstimatedSeconds = 3

/**
 * What a file costs besides its bytes, in bytes that take as long to copy. Each file has its own requests to Dropbox and
 * S3. Measured: 50 to 300 files per second, and 30 to 150 MB/s of large files.
 */
const fileCostBytes = 640 * 1024

/** How much the average since the start counts for the remaining time, compared with the current speed. */
const averageWeight = 0.1

/** How much `fileCostBytes` counts compared with the current speed. It matters while the speeds do not tell it. */
const assumptionWeight = 0.01

/** The smoothed speed of a run; the average when it has finished. Null before it is known. */
export function bytesPerSecond(run: CopyProgress, now: Date): number | null {
  if (!run.finishedAt) return currentRate(run, run.byteRate, now)
  const seconds = secondsBetween(run.copyingSince, run.finishedAt)
  return seconds > 0 ? Number(run.bytesDone) / seconds : null
}

/**
 * How much is copied, 0 to 100, by bytes and files: each file counts with `fileCostBytes` besides its bytes. 100 if
 * there is nothing to copy.
 */
export function copiedPercent(
  run: Pick<CopyProgress, 'filesTotal' | 'filesDone' | 'bytesTotal' | 'bytesDone'>,
): number {
  const done = run.filesDone * fileCostBytes + Number(run.bytesDone)
  const total = run.filesTotal * fileCostBytes + Number(run.bytesTotal)
  return total > 0 ? Math.min(100, (done / total) * 100) : 100
}

/**
 * The remaining seconds, by files and bytes. Small files and parts of large ones are copied side by side, and one kind
 * usually ends first. Either the other kind then gets the whole line, or it keeps its speed, because the line was not
 * the limit. The estimate is between the two, closer to the second one the more of the present work is of that kind.
 * Null before the total is final, in the first seconds, before anything was copied, and when the run has finished.
 */
export function secondsLeft(run: CopyProgress, now: Date): number | null {
  const seconds = secondsBetween(run.copyingSince, now)
  const [fileRate, byteRate] = [currentRate(run, run.fileRate, now), currentRate(run, run.byteRate, now)]
  if (run.finishedAt || !run.calculated || seconds < minEstimatedSeconds) return null
  if (fileRate === null || byteRate === null || fileRate + byteRate <= 0) return null
  const rates = { files: fileRate * fileCostBytes, bytes: byteRate }
  const filesLeft = Math.max(0, run.filesTotal - run.filesDone) * fileCostBytes
  const bytesLeft = Math.max(0, Number(run.bytesTotal - run.bytesDone))
  const costs = secondsPerByte(rates, {
    files: (run.filesDone * fileCostBytes) / seconds,
    bytes: Number(run.bytesDone) / seconds,
  })
  const onWholeLine = filesLeft * costs.ofFiles + bytesLeft * costs.ofBytes
  const slowdown = (left: number, rate: number) => (left - onWholeLine * rate) / (rates.files + rates.bytes)
  return onWholeLine + Math.max(0, slowdown(filesLeft, rates.files), slowdown(bytesLeft, rates.bytes))
}

/** A speed by files and by bytes. Files are in bytes that take as long to copy. */
type Speed = { files: number; bytes: number }

/**
 * How long a byte takes: of files' own cost, and of their content. Each second is spent on so many files and so many
 * bytes; that holds for the current speed and for the average since the start. These two equations determine both costs
 * if the mix has changed. If it has not, both costs are taken to be the same. Solved by least squares.
 */
function secondsPerByte(current: Speed, average: Speed): { ofFiles: number; ofBytes: number } {
  // In units of the current speed, so that the weights do not depend on it.
  const scale = current.files + current.bytes
  const speeds = [
    { weight: 1, files: current.files / scale, bytes: current.bytes / scale },
    { weight: averageWeight, files: average.files / scale, bytes: average.bytes / scale },
  ]
  const sum = (term: (speed: Speed) => number) => speeds.reduce((total, speed) => total + speed.weight * term(speed), 0)
  const ff = sum(({ files }) => files * files) + assumptionWeight
  const bb = sum(({ bytes }) => bytes * bytes) + assumptionWeight
  const fb = sum(({ files, bytes }) => files * bytes) - assumptionWeight
  const [f, b] = [sum(({ files }) => files), sum(({ bytes }) => bytes)]
  const determinant = ff * bb - fb * fb
  const ofFiles = (f * bb - b * fb) / determinant
  const ofBytes = (b * ff - f * fb) / determinant
  // The speeds contradict each other a little. One of both seems to need no time.
  if (ofFiles < 0) return { ofFiles: 0, ofBytes: b / sum(({ bytes }) => bytes * bytes) / scale }
  if (ofBytes < 0) return { ofFiles: f / sum(({ files }) => files * files) / scale, ofBytes: 0 }
  return { ofFiles: ofFiles / scale, ofBytes: ofBytes / scale }
}

/** A rate decayed until now, corrected for the short time since copying started. */
function currentRate({ copyingSince, ratedAt }: CopyProgress, rate: number, now: Date): number | null {
  const seconds = secondsBetween(copyingSince, now)
  if (seconds < minMeasuredSeconds || !ratedAt) return null
  const decayedRate = rate * Math.exp(-Math.max(secondsBetween(ratedAt, now), 0) / smoothingSeconds)
  return decayedRate / (1 - Math.exp(-seconds / smoothingSeconds))
}

const secondsBetween = (from: Date | null, until: Date) => (from ? (until.getTime() - from.getTime()) / 1000 : 0)

/** Rates that a variable rate is rounded up to, as in MediaConvert itself. (User Guide, "Frame rate") */
const standardRates = [24, 25, 30, 50, 60]
/** Limits of an encoding's frames per second. A group of pictures lasts two seconds and needs several frames. */
const maxFrameRate = 60
const minFrameRate = 5

/** How far the average may be from the nominal rate before a rate counts as variable. */
const rateTolerance = 0.01

/**
 * Returns the constant rate of a video from ffprobe's `avg_frame_rate` and `r_frame_rate` (0 if unknown). When two
 * fields make a frame, the nominal rate may be that of the fields.
 */
export function constantRate(average: number, nominal: number, interlaced: boolean): number {
  const frameRate = interlaced && isNear(average * 2, nominal) ? nominal / 2 : nominal
  if (average > 0 && isNear(average, frameRate)) return frameRate
  return standardRates.find(rate => rate >= (average || 30) - 0.01) ?? maxFrameRate
}

const isNear = (average: number, nominal: number) =>
  nominal > 0 && Math.abs(average - nominal) / nominal <= rateTolerance

/**
 * Returns the frame rate of an encoding as a fraction. For a faster video, only every second (third, …) frame is kept.
 */
export function outputFrameRate(frameRate: number): { numerator: number; denominator: number } {
  const rate = Math.max(minFrameRate, frameRate / Math.max(1, Math.ceil(frameRate / maxFrameRate - 0.001)))
  const rounded = Math.round(rate)
  if (Math.abs(rate - rounded) < 0.001) return { numerator: rounded, denominator: 1 }
  // 23.976, 29.97, and 59.94 are exactly 24, 30, and 60 frames per 1001/1000 seconds.
  const ntscRate = Math.round(rate * 1.001)
  if (Math.abs(rate * 1.001 - ntscRate) < 0.001) return { numerator: ntscRate * 1000, denominator: 1001 }
  return { numerator: Math.round(rate * 1000), denominator: 1000 }
}

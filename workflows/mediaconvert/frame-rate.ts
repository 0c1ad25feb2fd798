/** What a rate that varies becomes: the next of these above its average, as MediaConvert itself rounds. (User Guide, «Frame rate») */
const standardRates = [24, 25, 30, 50, 60]
/** Frames per second of a stream, at most and at least: a group of pictures lasts two seconds, and needs some. */
const maxFrameRate = 60
const minFrameRate = 5

/** How far the average may lie from the nominal rate before a rate counts as one that varies. */
const rateTolerance = 0.01

/**
 * The constant rate of a video, by what ffprobe says of it (`avg_frame_rate` and `r_frame_rate`, 0 where it does not know). Where two fields make
 * a frame, the nominal rate may be that of the fields.
 */
export function constantRate(average: number, nominal: number, interlaced: boolean): number {
  const frameRate = interlaced && isNear(average * 2, nominal) ? nominal / 2 : nominal
  if (average > 0 && isNear(average, frameRate)) return frameRate
  return standardRates.find(rate => rate >= (average || 30) - 0.01) ?? maxFrameRate
}

const isNear = (average: number, nominal: number) =>
  nominal > 0 && Math.abs(average - nominal) / nominal <= rateTolerance

/** The rate of the stream that is made of a video of this rate, as a fraction. Of a faster one every second (third …) frame is kept. */
export function outputFrameRate(frameRate: number): { numerator: number; denominator: number } {
  const rate = Math.max(minFrameRate, frameRate / Math.max(1, Math.ceil(frameRate / maxFrameRate - 0.001)))
  const whole = Math.round(rate)
  if (Math.abs(rate - whole) < 0.001) return { numerator: whole, denominator: 1 }
  // 23.976, 29.97 and 59.94 are really 24, 30 and 60 of 1000/1001 seconds.
  const ntscRate = Math.round(rate * 1.001)
  if (Math.abs(rate * 1.001 - ntscRate) < 0.001) return { numerator: ntscRate * 1000, denominator: 1001 }
  return { numerator: Math.round(rate * 1000), denominator: 1000 }
}

import { profile } from '@lectern/domain/transcode/encoding-settings'
import { outputFrameRate } from './frame-rate.ts'
import { ladder } from './ladder.ts'
import type { SourceVideo } from './video.ts'

/** Prices per minute of an output by its class, and the factor for more than 30 frames per second. */
export type Rates = { sd: number; hd: number; uhd: number; fast: number }

/** The properties of a job's output that determine its price: displayed pixels, and its own length in seconds. */
export type BilledOutput = { width: number; height: number; seconds: number }

/** Billed seconds of all outputs together, and the cost in millionths of the currency. */
export type Price = { seconds: number; costMicros: bigint }

/** The shortest length that an output is billed for, in seconds. (MediaConvert pricing page) */
const minBilledSeconds = 10

/** Estimates what the job of a video will cost in the current profile. */
export const estimatePrice = (video: SourceVideo, rates: Rates): Price =>
  calculatePrice(
    ladder(video.width, video.height, profile).map(rung => ({ ...rung, seconds: video.durationSeconds })),
    video,
    rates,
  )

/**
 * Calculates what a job's outputs cost. Each is billed separately, in whole seconds, by its class and whether it has
 * more than 30 frames per second.
 */
export function calculatePrice(
  outputs: BilledOutput[],
  { frameRate }: Pick<SourceVideo, 'frameRate'>,
  rates: Rates,
): Price {
  const price = { seconds: 0, costMicros: 0n }
  const { numerator, denominator } = outputFrameRate(frameRate)
  const factor = numerator / denominator > 30 ? rates.fast : 1
  for (const { width, height, seconds } of outputs) {
    // A playlist's lengths are decimal fractions, so their sum may slightly exceed the intended second.
    const billedSeconds = Math.max(minBilledSeconds, Math.ceil(seconds - 0.001))
    price.seconds += billedSeconds
    price.costMicros += BigInt(
      Math.round((billedSeconds / 60) * ratePerMinute(Math.min(width, height), rates) * factor * 1e6),
    )
  }
  return price
}

/**
 * Returns the rate for a number of lines: SD below 720, HD up to 1080, UHD above. A portrait video counts by its short
 * side.
 */
function ratePerMinute(lines: number, { sd, hd, uhd }: Rates): number {
  if (lines < 720) return sd
  return lines <= 1080 ? hd : uhd
}

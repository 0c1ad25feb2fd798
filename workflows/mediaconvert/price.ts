import type { SourceVideo } from './video.ts'
import { outputFrameRate } from './frame-rate.ts'
import { ladder } from './ladder.ts'

/** What a minute of an output costs by its class, and how many times as much one with more than 30 frames a second. */
export type Rates = { sd: number; hd: number; uhd: number; fast: number }

/** One output of a job, as far as its price goes. Pixels as shown, seconds of its own. */
export type BilledOutput = { width: number; height: number; seconds: number }

/** Billed seconds of all outputs together, and millionths of the currency. */
export type Price = { seconds: number; costMicros: bigint }

/** Whatever its length, an output is billed for at least this long, in seconds. (MediaConvert pricing page) */
const minBilledSeconds = 10

/** What the job of a film will cost. */
export const estimatePrice = (video: SourceVideo, rates: Rates): Price =>
  calculatePrice(
    ladder(video.width, video.height).map(rung => ({ ...rung, seconds: video.durationSeconds })),
    video,
    rates,
  )

/** What a job's outputs cost: each by itself, on whole seconds, by its class and whether it has more than 30 frames a second. */
export function calculatePrice(
  outputs: BilledOutput[],
  { frameRate }: Pick<SourceVideo, 'frameRate'>,
  rates: Rates,
): Price {
  const price = { seconds: 0, costMicros: 0n }
  const { numerator, denominator } = outputFrameRate(frameRate)
  const factor = numerator / denominator > 30 ? rates.fast : 1
  for (const { width, height, seconds } of outputs) {
    // A playlist's lengths are decimal fractions, and their sum may be a hair above the second that was meant.
    const billedSeconds = Math.max(minBilledSeconds, Math.ceil(seconds - 0.001))
    price.seconds += billedSeconds
    price.costMicros += BigInt(
      Math.round((billedSeconds / 60) * ratePerMinute(Math.min(width, height), rates) * factor * 1e6),
    )
  }
  return price
}

/** Below 720 lines SD, up to 1080 HD, above UHD; a picture held upright counts by its short side. */
function ratePerMinute(lines: number, { sd, hd, uhd }: Rates): number {
  if (lines < 720) return sd
  return lines <= 1080 ? hd : uhd
}

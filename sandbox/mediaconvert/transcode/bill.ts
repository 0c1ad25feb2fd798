import type { Charge } from '../job/charge.ts'
import type { Job } from '../job/job.ts'
import { fileInput } from '../job/job.ts'
import type { MeasuredOutput } from './measured-output.ts'

/** US dollars per minute up to 30 frames per second: Basic tier, us-east-1, list price of 2025 before discounts. */
const DOLLARS_PER_MINUTE = { SD: 0.0075, HD: 0.015, UHD: 0.03 }

const MIN_BILLED_SECONDS = 10

/** Computes the charge of a rendition. Frame captures are not billed. */
export function computeCharge(name: string, { seconds, framesPerSecond, width, height }: MeasuredOutput): Charge {
  // The height in landscape orientation.
  const shortSide = Math.min(width, height)
  const resolutionClass = shortSide < 720 ? 'SD' : shortSide <= 1080 ? 'HD' : 'UHD'
  const billedSeconds = Math.max(MIN_BILLED_SECONDS, Math.ceil(seconds))
  const price = roundDollars(
    (billedSeconds / 60) * DOLLARS_PER_MINUTE[resolutionClass] * (framesPerSecond > 30 ? 2 : 1),
  )
  return { name, seconds, billedSeconds, class: resolutionClass, framesPerSecond, price }
}

/** Computes the response of `GET /faults/bill`. Jobs that ended as ERROR or CANCELED are free and not included. */
export function computeBill(jobs: Job[]) {
  const billed = jobs.flatMap(job => {
    if (job.status !== 'COMPLETE' || !job.bill) return []
    const finishedAt = new Date(job.finishedAt!).toISOString()
    return [{ id: job.id, inputFile: fileInput(job), finishedAt, outputs: job.bill, price: sum(job.bill) }]
  })
  return { currency: 'USD', total: sum(billed), jobs: billed }
}

const sum = (parts: { price: number }[]) => roundDollars(parts.reduce((total, { price }) => total + price, 0))

/** Rounds to a millionth. A second of the cheapest class costs 0.000125 dollars, and every price is a multiple. */
const roundDollars = (value: number) => Math.round(value * 1e6) / 1e6

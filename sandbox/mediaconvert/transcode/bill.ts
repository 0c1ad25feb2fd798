import type { Charge } from '../job/charge.ts'
import type { Job } from '../job/job.ts'
import { fileInput } from '../job/job.ts'
import type { MeasuredOutput } from './measured-output.ts'

/** US dollars for a minute of up to 30 frames a second: Basic tier, us-east-1, list price of 2025 before discounts. */
const DOLLARS_PER_MINUTE = { SD: 0.0075, HD: 0.015, UHD: 0.03 }

const MIN_BILLED_SECONDS = 10

/** The price of a rendition. Frame captures are not billed. */
export function computeCharge(name: string, { seconds, framesPerSecond, width, height }: MeasuredOutput): Charge {
  // The side that is the height when the picture lies.
  const shortSide = Math.min(width, height)
  const resolutionClass = shortSide < 720 ? 'SD' : shortSide <= 1080 ? 'HD' : 'UHD'
  const billedSeconds = Math.max(MIN_BILLED_SECONDS, Math.ceil(seconds))
  const price = roundDollars(
    (billedSeconds / 60) * DOLLARS_PER_MINUTE[resolutionClass] * (framesPerSecond > 30 ? 2 : 1),
  )
  return { name, seconds, billedSeconds, class: resolutionClass, framesPerSecond, price }
}

/** What `GET /faults/bill` answers. Jobs that ended as ERROR or CANCELED cost nothing and are not in it. */
export function computeBill(jobs: Job[]) {
  const billed = jobs.flatMap(job => {
    if (job.status !== 'COMPLETE' || !job.bill) return []
    const finishedAt = new Date(job.finishedAt!).toISOString()
    return [{ id: job.id, inputFile: fileInput(job), finishedAt, outputs: job.bill, price: sum(job.bill) }]
  })
  return { currency: 'USD', total: sum(billed), jobs: billed }
}

const sum = (parts: { price: number }[]) => roundDollars(parts.reduce((total, { price }) => total + price, 0))

/** A second of the cheapest class is 0.000125 dollars, and every price is a multiple of it. */
const roundDollars = (value: number) => Math.round(value * 1e6) / 1e6

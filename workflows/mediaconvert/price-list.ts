import { z } from 'zod'

const ratePerMinute = z.number().min(0)

const priceTable = z.strictObject({
  /** Where and when the prices were read. They are an estimate, before discounts. */
  region: z.string().min(1),
  date: z.iso.date(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency code, such as USD'),
  /** Price per minute of an output with up to 30 frames per second: below 720 lines, up to 1080 lines, and above. */
  sd: ratePerMinute,
  hd: ratePerMinute,
  uhd: ratePerMinute,
  /** The price factor for an output with more than 30 frames per second. */
  fast: z.number().min(1),
})

/**
 * Prices of MediaConvert's Basic tier per minute of each output. Frame captures count as free: no source says that they
 * are billed.
 */
export type Prices = z.infer<typeof priceTable>

/**
 * The on-demand list prices of the Basic tier for AVC. (MediaConvert pricing page, us-east-1; examples in its
 * documentation)
 */
const listPrices: Prices = {
  region: 'us-east-1',
  date: '2025-11-01',
  currency: 'USD',
  sd: 0.0075,
  hd: 0.015,
  uhd: 0.03,
  fast: 2,
}

/** Price settings, for server and worker. */
export const priceSettings = {
  /** The whole table as JSON. Defaults to AWS's list prices in us-east-1. */
  MEDIACONVERT_PRICES: z
    .string()
    .default(JSON.stringify(listPrices))
    .transform((text, context) => {
      const result = priceTable.safeParse(parseJson(text))
      if (result.success) return result.data
      const messages = result.error.issues.map(({ path, message }) =>
        [path.join('.'), message].filter(Boolean).join(': '),
      )
      context.addIssue({ code: 'custom', message: `must be a price table in JSON (${messages.join('; ')})` })
      return z.NEVER
    }),
  /** The IANA name of the school's time zone. A month of the budget starts there. */
  LECTERN_TIME_ZONE: z
    .string()
    .default('UTC')
    .refine(isTimeZone, 'must be an IANA time zone name, such as Europe/Berlin'),
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

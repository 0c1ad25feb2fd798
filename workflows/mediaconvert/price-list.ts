import { z } from 'zod'

const ratePerMinute = z.number().min(0)

const priceTable = z.strictObject({
  /** Where and when the prices were read: they are an estimate, before discounts. */
  region: z.string().min(1),
  date: z.iso.date(),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'a currency by ISO 4217 is expected, such as USD'),
  /** For a minute of an output below 720 lines, up to 1080 lines, and above, with up to 30 frames a second. */
  sd: ratePerMinute,
  hd: ratePerMinute,
  uhd: ratePerMinute,
  /** How many times as much a minute with more than 30 frames a second costs. */
  fast: z.number().min(1),
})

/** What MediaConvert's Basic tier costs, by the minute of each output. Series of pictures count as nothing: no source says that they are billed. */
export type Prices = z.infer<typeof priceTable>

/** The list prices of the Basic tier on demand for AVC. (MediaConvert pricing page, us-east-1; documentation's examples) */
const listPrices: Prices = {
  region: 'us-east-1',
  date: '2025-11-01',
  currency: 'USD',
  sd: 0.0075,
  hd: 0.015,
  uhd: 0.03,
  fast: 2,
}

/** Settings of what streams cost, for server and worker. */
export const priceSettings = {
  /** The whole table as JSON; default: AWS' list prices in us-east-1. */
  MEDIACONVERT_PRICES: z
    .string()
    .default(JSON.stringify(listPrices))
    .transform((text, context) => {
      const result = priceTable.safeParse(parseJson(text))
      if (result.success) return result.data
      const messages = result.error.issues.map(({ path, message }) =>
        [path.join('.'), message].filter(Boolean).join(': '),
      )
      context.addIssue({ code: 'custom', message: `a price table in JSON is expected (${messages.join('; ')})` })
      return z.NEVER
    }),
  /** IANA's name of the school's time zone: a month of the budget begins there. */
  LECTERN_TIME_ZONE: z
    .string()
    .default('UTC')
    .refine(isTimeZone, 'a time zone is expected by its IANA name, such as Europe/Berlin'),
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

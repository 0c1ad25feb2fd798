/** How a TTML document counts pictures and ticks. */
export type TtmlRates = { frameRate: number; subFrameRate: number; tickRate: number }

const clockPattern = /^(\d{2,}):(\d{2}):(\d{2})(?:(\.\d+)|:(\d{2,})(?:\.(\d+))?)?$/
const offsetPattern = /^(\d+(?:\.\d+)?)(h|ms|m|s|f|t)$/

/** Reads the rates of a TTML document from the attributes of its root, by local name. */
export function readRates(attributes: ReadonlyMap<string, string>): TtmlRates {
  const positive = (name: string) => {
    const value = Number(attributes.get(name))
    return value > 0 ? value : null
  }
  const [numerator = 1, denominator = 1] = (attributes.get('frameRateMultiplier') ?? '').split(/[\s:]+/).map(Number)
  const multiplier = numerator > 0 && denominator > 0 ? numerator / denominator : 1
  const nominalRate = positive('frameRate')
  const subFrameRate = positive('subFrameRate') ?? 1
  const frameRate = (nominalRate ?? 30) * multiplier
  return { frameRate, subFrameRate, tickRate: positive('tickRate') ?? (nominalRate ? frameRate * subFrameRate : 1) }
}

/** Converts a time expression to milliseconds. Null for anything else. (TTML 12.3.1) */
export function parseTtmlTime(text: string, { frameRate, subFrameRate, tickRate }: TtmlRates): number | null {
  const clock = clockPattern.exec(text.trim())
  if (clock) {
    const [, hours, minutes, seconds, fraction = '0', frames = '0', subFrames = '0'] = clock
    const wholeSeconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
    const pictures = Number(frames) + Number(subFrames) / subFrameRate
    return (wholeSeconds + Number(fraction) + pictures / frameRate) * 1000
  }
  const [, count, unit] = offsetPattern.exec(text.trim()) ?? []
  if (count === undefined) return null
  const unitMs = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, f: 1000 / frameRate, t: 1000 / tickRate }
  return Number(count) * unitMs[unit as keyof typeof unitMs]
}

import type { Network } from '../../matrix/proxy/network.ts'

/** How often each side is measured. Medians are recorded. */
export const rounds = 7
/** How often each side is measured at once: there the page's other requests disturb it more than the goal allows. */
export const atOnceRounds = 21

const latencyMs = 30

/** Returns a line of so many megabits per second, with the latency of a school's network. */
export const line = (megabits: number): Network => ({ bitsPerSecond: megabits * 1e6, latencyMs })

/** Measures sides in turn, each `count` times. A first round, which does not count, warms up. */
export async function alternate<Name extends string, Value>(
  sides: readonly Name[],
  measure: (side: Name) => Promise<Value>,
  count = rounds,
): Promise<Record<Name, Value[]>> {
  const values = Object.fromEntries(sides.map(side => [side, [] as Value[]])) as Record<Name, Value[]>
  for (let round = 0; round <= count; round++)
    for (const side of round % 2 ? sides : sides.toReversed()) {
      const value = await measure(side)
      if (round > 0) values[side].push(value)
    }
  return values
}

export const formatMs = (value: number): string => `${Math.round(value)} ms`

/** Formats the milliseconds of all rounds, in order. */
export const formatAllMs = (values: number[]): string => `${values.map(Math.round).join(', ')} ms`

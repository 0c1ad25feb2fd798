/** Returns the next pseudorandom number, at least 0 and less than 1. */
export type Random = () => number

/** Creates a generator that returns the same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The seed of `npm test`'s one random mixture: LECTERN_TEST_SEED, else a new one. Test names show it. */
export const randomSeed = Number(process.env.LECTERN_TEST_SEED ?? Date.now() % 1_000_000)

import { useThrottledCallback } from '@mantine/hooks'

const PAUSE_MS = 2_000

/** Returns a function that calls `refetch` at once, and again at the end of a pause if it was called during it. */
export const useRestrained = <Options>(refetch: (options: Options) => void): ((options: Options) => void) =>
  useThrottledCallback(refetch, PAUSE_MS)

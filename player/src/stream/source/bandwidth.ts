/** What is assumed where the browser tells nothing, in bits per second. */
const defaultBandwidth = 1_500_000
/** Smaller transfers say more about latency than about bandwidth. In bytes. */
const minMeasuredBytes = 50_000

/** Estimates the bandwidth from the browser's own estimate, else from the author's file. In bits per second. */
export function bandwidthEstimate(fileUrl: string): number {
  const { downlink } = (navigator as { connection?: { downlink?: number } }).connection ?? {}
  if (downlink) return downlink * 1e6
  const measured = performance
    .getEntriesByName(fileUrl, 'resource')
    .map(entry => entry as PerformanceResourceTiming)
    .filter(
      ({ transferSize, responseEnd, responseStart }) => transferSize >= minMeasuredBytes && responseEnd > responseStart,
    )
    .map(({ transferSize, responseEnd, responseStart }) => (transferSize * 8000) / (responseEnd - responseStart))
  return measured.at(-1) ?? defaultBandwidth
}

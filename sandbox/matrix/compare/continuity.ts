import type { Sample } from '../log.ts'
import type { Run } from '../run-page.ts'

/** Samples come five times a second, and later on a busy machine. In seconds. */
export const sampleSeconds = 0.5

export type TimedSample = Sample & { at: number }

/** Returns a run's samples, one list for each video of each frame. */
export function samplesByVideo(run: Run): Map<string, TimedSample[]> {
  const videos = new Map<string, TimedSample[]>()
  for (const entry of run.entries) {
    if (entry.type !== 'sample') continue
    const video = `${entry.frame} ${entry.target}`
    videos.set(video, [...(videos.get(video) ?? []), { at: entry.at, ...entry.values }])
  }
  return videos
}

/** Returns the longest time that a video of a run stood still while it should have played, in seconds. */
export const stallOf = (run: Run): number => Math.max(0, ...[...samplesByVideo(run).values()].map(longestStall))

/** Returns the farthest that a video of a run moved by itself, in seconds. */
export const jumpOf = (run: Run): number =>
  Math.max(0, ...[...samplesByVideo(run)].map(([video, samples]) => longestJump(samples, movesOf(run, video))))

/** When the scenario or the page moved a video: the page sees these events, and none of the player's own seeks. */
const movesOf = (run: Run, video: string): number[] =>
  run.entries
    .filter(
      entry =>
        entry.type === 'action' ||
        (entry.type === 'event' &&
          `${entry.frame} ${entry.target}` === video &&
          ['seeking', 'ended', 'emptied'].includes(entry.name)),
    )
    .map(({ at }) => at)

/** Returns the longest time that a video that should play stood still, in seconds. */
export function longestStall(samples: TimedSample[]): number {
  let [longest, since] = [0, samples[0]?.at ?? 0]
  for (const [index, sample] of samples.entries()) {
    const previous = samples[index - 1]
    const stands = previous && !sample.paused && !sample.ended && Math.abs(sample.time - previous.time) < 0.01
    if (!stands) since = sample.at
    longest = Math.max(longest, (sample.at - since) / 1000)
  }
  return longest
}

/**
 * Returns the farthest that a video moved by itself beyond what the clock explains, forward or backward, in seconds.
 * @param moves when the scenario or the page moved it
 */
export function longestJump(samples: TimedSample[], moves: number[]): number {
  let longest = 0
  for (const [index, sample] of samples.entries()) {
    const previous = samples[index - 1]
    if (!previous || sample.seeking || previous.seeking || sample.ended || previous.ended) continue
    if (moves.some(at => at >= previous.at - sampleSeconds * 1000 && at <= sample.at)) continue
    const moved = sample.time - previous.time
    if (sample.loop && moved < 0) continue
    const passed = ((sample.at - previous.at) / 1000) * Math.max(sample.rate, previous.rate)
    longest = Math.max(longest, -moved, moved - passed)
  }
  return longest
}

import { readNative } from './native.ts'

type Range = [start: number, end: number]

/** What was played of a video before its source changed between file and stream. */
const earlierRanges = new WeakMap<HTMLVideoElement, Range[]>()

/** Keeps what has been played, because the source is about to change. */
export function keepPlayed(video: HTMLVideoElement): void {
  earlierRanges.set(video, allRanges(video))
}

/** Forgets what was played, because the page has set another source. */
export function forgetPlayed(video: HTMLVideoElement): void {
  earlierRanges.delete(video)
}

/** Returns what `played` answers: the ranges of the file and of the stream together. */
export function playedOf(video: HTMLVideoElement): TimeRanges {
  if (!earlierRanges.get(video)?.length) return readNative(video, 'played')
  const ranges = allRanges(video)
  const at = (index: number): Range => {
    const range = ranges[index]
    if (range) return range
    throw new DOMException(`The index ${index} is not less than ${ranges.length}.`, 'IndexSizeError')
  }
  return Object.create(TimeRanges.prototype, {
    length: { value: ranges.length },
    start: { value: (index: number) => at(index)[0] },
    end: { value: (index: number) => at(index)[1] },
  })
}

function allRanges(video: HTMLVideoElement): Range[] {
  const played = readNative(video, 'played')
  const present = Array.from({ length: played.length }, (_, index): Range => [played.start(index), played.end(index)])
  return mergeRanges([...(earlierRanges.get(video) ?? []), ...present])
}

/** Merges ranges that overlap or touch, in the order of time. */
export function mergeRanges(ranges: Range[]): Range[] {
  const merged: Range[] = []
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

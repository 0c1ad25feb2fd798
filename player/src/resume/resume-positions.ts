/** Where a person stopped watching, in seconds, and how long the video is. */
export type Position = { time: number; duration: number }

/** The video that a position belongs to. A new release may hold another film under the same path. */
export type VideoIdentity = { package: string; release: number; path: string }

const keyPrefix = 'lectern:resume:'
const maxPositions = 200
const minDurationSeconds = 60
const minPositionSeconds = 10
/** The end of a video, where somebody has seen it: the larger of the two counts. */
const endSeconds = 15
const endShare = 0.05

export function positionKey({ package: slug, release, path }: VideoIdentity): string {
  return `${keyPrefix}${slug}/${release}/${path}`
}

/** Decides about a position: keep it, remove what is stored because the video has been seen, or change nothing. */
export function decidePosition({ time, duration }: Position): 'keep' | 'remove' | 'ignore' {
  if (!Number.isFinite(duration) || duration < minDurationSeconds || time < minPositionSeconds) return 'ignore'
  return time > duration - Math.max(endSeconds, duration * endShare) ? 'remove' : 'keep'
}

/** Returns the stored position, or null if there is none or the browser refuses. */
export function readPosition(key: string): Position | null {
  return withStorage(storage => {
    const [time, duration] = JSON.parse(storage.getItem(key) ?? '[]')
    const position = { time: time!, duration: duration! }
    return decidePosition(position) === 'keep' ? position : null
  })
}

/** Stores a position on this device. Removes the oldest ones beyond 200. */
export function writePosition(key: string, { time, duration }: Position): void {
  withStorage(storage => {
    storage.setItem(key, JSON.stringify([Math.floor(time), Math.floor(duration), Date.now()]))
    const ages = Object.keys(storage)
      .filter(name => name.startsWith(keyPrefix))
      .map((name): [string, number] => [name, Number(JSON.parse(storage.getItem(name) ?? '[]')[2])])
    if (ages.length <= maxPositions) return
    ages.sort(([, one], [, other]) => other - one)
    for (const [name] of ages.slice(maxPositions)) storage.removeItem(name)
  })
}

export function removePosition(key: string): void {
  withStorage(storage => storage.removeItem(key))
}

/** Storage is missing in sandboxed frames, forbidden by some settings, and full at times. */
function withStorage<Result>(use: (storage: Storage) => Result): Result | null {
  try {
    return use(localStorage)
  } catch {
    return null
  }
}

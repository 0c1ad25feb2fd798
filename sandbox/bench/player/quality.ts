import { setTimeout as sleep } from 'node:timers/promises'
import type { ProxiedRequest } from '../../matrix/proxy/matrix-proxy.ts'
import { atMost, type Figure, figureWithoutGoal } from '../rig/figures.ts'
import { formatMs, line } from './lines.ts'
import { inPageValue, type PlayerBrowser, waitForStream } from './player-browser.ts'

/** How long the line stays as it is, in milliseconds. Three times, a minute ahead is less than the whole video. */
const stepMs = 20_000
/** From when a stall counts, and how long it may be, in milliseconds. */
const settledMs = 10_000
const maxStallMs = 1_000

type Stall = { at: number; ms: number }
type Playback = { steps: number[][]; stalls: Stall[]; isStream: boolean }

/** Plays a long video while the line stays slow, stays faster, and changes. Lists what was loaded. */
export async function measureQuality(browser: PlayerBrowser): Promise<Figure[]> {
  const slow = await playOn(browser, [0.3])
  const medium = await playOn(browser, [2])
  const changing = await playOn(browser, [0.3, 2, 0.3])
  const [first, second, third] = changing.steps.map(heights => heights.at(-1) ?? Number.NaN) as [number, number, number]
  const isRight = second > first && third < second
  return [
    figureWithoutGoal('loaded on 300 kbit/s', describe(slow)),
    stallFigure('300 kbit/s', slow),
    figureWithoutGoal('loaded on 2 Mbit/s', describe(medium)),
    stallFigure('2 Mbit/s', medium),
    {
      label: 'loaded on 300 kbit/s, 2 Mbit/s, 300 kbit/s',
      goal: 'up and down',
      result: describe(changing),
      isMet: isRight,
    },
    stallFigure('300 kbit/s, 2 Mbit/s, 300 kbit/s', changing),
  ]
}

function playOn(browser: PlayerBrowser, megabits: number[]): Promise<Playback> {
  return browser.onPage('wide', { side: 'tagged', network: line(megabits[0]!) }, async ({ page, proxy }) => {
    await waitForStream(page)
    await inPageValue(page, 'b.watchStalls()')
    await inPageValue(page, 'void b.play()')
    const steps: number[][] = []
    for (const each of megabits) {
      proxy.setNetwork(line(each))
      const begin = proxy.now
      await sleep(stepMs)
      const { now } = proxy
      steps.push(heightsOf(proxy.requests.filter(({ end }) => (end ?? now) >= begin)))
    }
    const { isStream, stalls } = await inPageValue<Playback>(page, '({ isStream: b.isStream(), stalls: b.stalls })')
    return { steps, stalls, isStream }
  })
}

/** Returns the heights of the segments, in the order in which they were asked for. */
const heightsOf = (asked: ProxiedRequest[]): number[] =>
  asked.flatMap(({ path }) => Number(/_(\d+)p_\d+\.ts$/.exec(path)?.[1]) || [])

/** Such as `240p 5×, 480p 2×`, for each step. */
function describe({ steps, isStream }: Playback): string {
  const texts = steps.map(heights => {
    const runs: { height: number; length: number }[] = []
    for (const height of heights) {
      if (runs.at(-1)?.height === height) runs.at(-1)!.length++
      else runs.push({ height, length: 1 })
    }
    return runs.map(({ height, length }) => `${height}p ${length}×`).join(', ') || 'nothing'
  })
  return texts.join(' → ') + (isStream ? '' : ' (the file plays)')
}

function stallFigure(label: string, { stalls }: Playback): Figure {
  const counted = stalls.filter(({ at, ms }) => at + ms > settledMs)
  const all = stalls.map(({ at, ms }) => `${formatMs(ms)} at ${(at / 1000).toFixed(1)} s`).join(', ') || 'none'
  const longest = Math.max(0, ...counted.map(({ ms }) => ms))
  const from = `(all: ${all})`
  return atMost(`longest stall after the first ${settledMs / 1000} s, ${label}`, longest, maxStallMs, formatMs, from)
}

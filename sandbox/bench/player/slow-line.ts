import { atMost, type Figure, figureWithoutGoal } from '../rig/figures.ts'
import { formatMs, line } from './lines.ts'
import { inPageValue, type PlayerBrowser, type Side, waitForStream } from './player-browser.ts'

/** How much longer than without the player the whole video may stand still, in milliseconds. */
const toleranceMs = 500
const endTimeoutMs = 90_000

type Stall = { at: number; ms: number }
type Playback = { stalls: Stall[]; isStream: boolean }
type Begin = 'at once' | 'when the stream is ready'

/** Plays a video of 450 kbit/s to its end on 500 kbit/s: at once, and when the stream is ready. */
export async function measureSlowLine(browser: PlayerBrowser): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const begin of ['at once', 'when the stream is ready'] as const) {
    const bare = await playToEnd(browser, 'bare', begin)
    const tagged = await playToEnd(browser, 'tagged', begin)
    const [ours, theirs] = [tagged, bare].map(({ stalls }) => stalls.reduce((sum, { ms }) => sum + ms, 0))
    const source = tagged.isStream ? 'the stream' : 'the file'
    figures.push(
      atMost(`play ${begin}: all stalls`, ours!, theirs! + toleranceMs, formatMs, `(${source}; ${describe(tagged)})`),
      figureWithoutGoal(`play ${begin}: the file alone`, `${formatMs(theirs!)} (${describe(bare)})`),
    )
  }
  return figures
}

function playToEnd(browser: PlayerBrowser, side: Side, begin: Begin): Promise<Playback> {
  const playsAtOnce = begin === 'at once'
  return browser.onPage('lean', { side, network: line(0.5), playsAtOnce }, async ({ page }) => {
    await inPageValue(page, 'b.whenLoaded()')
    if (!playsAtOnce) {
      if (side === 'tagged') await waitForStream(page)
      await inPageValue(page, 'b.watchStalls()')
      await inPageValue(page, 'void b.film().play()')
    }
    await inPageValue(page, `b.waitFor(() => b.film().ended, ${endTimeoutMs})`)
    return inPageValue(page, '({ isStream: b.isStream(), stalls: b.stalls })')
  })
}

/** The first one is the wait for the first picture. */
const describe = ({ stalls }: Playback) =>
  stalls.map(({ at, ms }) => `${formatMs(ms)} at ${(at / 1000).toFixed(1)} s`).join(', ') || 'none'

import { atMost, type Figure, ratio } from '../rig/figures.ts'
import { median } from '../rig/seconds.ts'
import { alternate, atOnceRounds, formatAllMs, line } from './lines.ts'
import { masterParameter } from './package.ts'
import { inPageValue, type PlayerBrowser, waitForStream } from './player-browser.ts'

const megabits = [2, 10, 50]
const maxRatio = 1.1
/** When a click counts as one after the stream is ready, in milliseconds after `load`. */
const readyMs = 4_000
const readyTimeoutMs = 30_000

type Play = { ms: number; isStream: boolean }

/** Measures how long the first frame takes after a play: at once, and when the stream is ready. */
export async function measureFirstFrame(browser: PlayerBrowser): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const speed of megabits) figures.push(await measureAtOnce(browser, speed))
  for (const speed of megabits) figures.push(await measureWhenReady(browser, speed))
  return figures
}

async function measureAtOnce(browser: PlayerBrowser, speed: number): Promise<Figure> {
  const plays = await alternate(
    ['tagged', 'bare'],
    side =>
      browser.onPage('one', { side, network: line(speed), playsAtOnce: true }, ({ page }) =>
        inPageValue<Play>(page, 'b.firstPlay'),
      ),
    atOnceRounds,
  )
  return figureOf(`play at once, ${speed} Mbit/s, relative to the file alone`, plays.tagged, plays.bare, 'file')
}

async function measureWhenReady(browser: PlayerBrowser, speed: number): Promise<Figure> {
  const search = `?${new URLSearchParams({ [masterParameter]: await browser.masterPath('film.mp4') })}`
  const sides = {
    tagged: { name: 'one', options: { side: 'tagged', network: line(speed) } },
    bare: { name: 'hls', options: { side: 'bare', network: line(speed), search } },
  } as const
  const plays = await alternate(['tagged', 'bare'], side =>
    browser.onPage(sides[side].name, sides[side].options, async ({ page }) => {
      await inPageValue(page, 'b.whenLoaded()')
      await inPageValue(page, `b.sleep(${readyMs})`)
      await waitForStream(page)
      await inPageValue(page, `b.waitFor(() => b.film().readyState >= 3, ${readyTimeoutMs})`)
      return inPageValue<Play>(page, 'b.play()')
    }),
  )
  return figureOf(`stream ready, ${speed} Mbit/s, relative to hls.js alone`, plays.tagged, plays.bare, 'hls.js')
}

function figureOf(label: string, tagged: Play[], bare: Play[], bareName: string): Figure {
  const [ours, theirs] = [tagged.map(({ ms }) => ms), bare.map(({ ms }) => ms)]
  const streams = `${tagged.filter(({ isStream }) => isStream).length} of ${tagged.length} plays with the stream`
  const from = `(${formatAllMs(ours)}; ${bareName} ${formatAllMs(theirs)}; ${streams})`
  return atMost(label, median(ours) / median(theirs), maxRatio, ratio, from)
}

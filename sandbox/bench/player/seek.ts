import { below, type Figure, figureWithoutGoal } from '../rig/figures.ts'
import { median } from '../rig/seconds.ts'
import { alternate, formatAllMs, formatMs, line } from './lines.ts'
import { longSeconds } from './package.ts'
import { inPageValue, type PlayerBrowser, waitForStream } from './player-browser.ts'

const maxMs = 1_000

/** Measures a seek to the middle of a long video that plays, on 10 Mbit/s. */
export async function measureSeek(browser: PlayerBrowser): Promise<Figure[]> {
  let streams = 0
  const { tagged, bare } = await alternate(['tagged', 'bare'], side =>
    browser.onPage('long', { side, network: line(10) }, async ({ page }) => {
      if (side === 'tagged' && (await waitForStream(page))) streams++
      await inPageValue(page, 'b.whenLoaded()')
      await inPageValue(page, 'b.play()')
      await inPageValue(page, 'b.waitFor(() => b.film().currentTime > 1, 30000)')
      return inPageValue<number>(page, `b.seek(${longSeconds / 2})`)
    }),
  )
  return [
    below(
      'seek to the middle, 10 Mbit/s',
      median(tagged),
      maxMs,
      formatMs,
      `(${formatAllMs(tagged)}; ${streams} of ${tagged.length + 1} with the stream)`,
    ),
    figureWithoutGoal('the same with the file alone', `${formatMs(median(bare))} (${formatAllMs(bare)})`),
  ]
}

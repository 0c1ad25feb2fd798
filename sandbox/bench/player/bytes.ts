import { setTimeout as sleep } from 'node:timers/promises'
import type { MatrixProxy, ProxiedRequest } from '../../matrix/proxy/matrix-proxy.ts'
import { type Figure, figureWithoutGoal } from '../rig/figures.ts'
import { line } from './lines.ts'
import { otherPlayers } from './package.ts'
import { inPageValue, type PlayerBrowser, type Side } from './player-browser.ts'

/** When a page counts as quiet: nothing was asked for or sent for so long, in milliseconds. */
const quietMs = 3_000
const timeoutMs = 30_000

/** Counts requests and bytes before a play, beside the same page with other players. */
export async function measureBytes(browser: PlayerBrowser): Promise<Figure[]> {
  const pages: [label: string, name: string, side: Side][] = [
    ['the element alone', 'one', 'bare'],
    ['Lectern', 'one', 'tagged'],
    ...Object.entries(otherPlayers).map(([label, name]) => [label, name, 'bare'] as [string, string, Side]),
  ]
  const figures: Figure[] = []
  for (const [label, name, side] of pages)
    figures.push(
      await browser.onPage(name, { side, network: line(10) }, async ({ page, proxy }) => {
        await inPageValue(page, 'b.whenLoaded()')
        await waitUntilQuiet(proxy)
        return figureOf(label, proxy.requests)
      }),
    )
  return figures
}

async function waitUntilQuiet(proxy: MatrixProxy): Promise<void> {
  const sent = () => proxy.requests.reduce((sum, { bytes }) => sum + bytes, proxy.requests.length)
  const deadline = performance.now() + timeoutMs
  for (let before = -1; before !== sent() && performance.now() < deadline; ) {
    before = sent()
    await sleep(quietMs)
  }
}

/** The author's file is counted apart: browsers stop reading it when they please. */
function figureOf(label: string, asked: ProxiedRequest[]): Figure {
  const sum = (isCounted: (each: ProxiedRequest) => boolean) => {
    const counted = asked.filter(isCounted)
    const bytes = counted.reduce((total, each) => total + each.bytes, 0)
    return `${counted.length} requests, ${Math.round(bytes / 1000)} kB`
  }
  const [isFile, isStream] = [ofKind('file'), ofKind('master', 'rendition', 'first segment', 'poster')]
  const code = sum(each => !isFile(each) && !isStream(each))
  return figureWithoutGoal(label, `${code}; stream: ${sum(isStream)}; author’s file: ${sum(isFile)}`)
}

const ofKind =
  (...kinds: ProxiedRequest['kind'][]) =>
  ({ kind }: ProxiedRequest) =>
    kinds.includes(kind)

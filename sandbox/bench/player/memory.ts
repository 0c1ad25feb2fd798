import type { CDPSession } from 'playwright-core'
import { networks } from '../../matrix/proxy/network.ts'
import { atMost, count, type Figure, ratio } from '../rig/figures.ts'
import { inPageValue, type OpenPage, type PlayerBrowser, waitForStream } from './player-browser.ts'

const plays = 50
/** After so many plays, everything that is loaded once is loaded. */
const firstPlays = 10
const maxRatio = 1.1
const films = ['film.mp4', 'other.mp4']

type Memory = { heapBytes: number; mediaSources: number; hls: number }

/** Plays fifty videos on one page, each a second long, in the same element. */
export function measureMemory(browser: PlayerBrowser): Promise<Figure[]> {
  return browser.onPage('one', { side: 'tagged', network: networks.fast }, async open => {
    let streams = 0
    let first: Memory | null = null
    for (let played = 1; played <= plays; played++) {
      if (await playOnce(open, films[played % 2]!)) streams++
      if (played === firstPlays) first = await memoryOf(open)
    }
    return figuresOf(first!, await memoryOf(open), streams)
  })
}

function figuresOf(first: Memory, last: Memory, streams: number): Figure[] {
  const heap = `(${[first, last].map(({ heapBytes }) => `${(heapBytes / 1e6).toFixed(2)} MB`).join(', ')}; ${streams} of ${plays} with the stream)`
  const growth = (label: string, before: number, after: number) =>
    atMost(label, after, before, count, `(after play ${firstPlays}: ${before})`)
  return [
    atMost(
      `heap after play ${plays}, relative to play ${firstPlays}`,
      last.heapBytes / first.heapBytes,
      maxRatio,
      ratio,
      heap,
    ),
    growth('MediaSource objects', first.mediaSources, last.mediaSources),
    growth('hls.js objects', first.hls, last.hls),
  ]
}

/** Resolves to whether it was the stream that played. */
async function playOnce({ page }: OpenPage, film: string): Promise<boolean> {
  await inPageValue(page, `void (b.film().src = '../media/${film}')`)
  const isStream = await waitForStream(page)
  await inPageValue(page, 'void b.film().play()')
  await inPageValue(page, 'b.waitFor(() => b.film().currentTime > 1, 30000)')
  await inPageValue(page, 'b.film().pause()')
  return isStream
}

async function memoryOf({ page, cdp, proxy }: OpenPage): Promise<Memory> {
  const library = proxy.requests.find(({ kind }) => kind === 'hls.js')!.path
  const mediaSources = await countObjects(cdp, 'MediaSource.prototype')
  const hls = await countObjects(cdp, `import(${JSON.stringify(library)}).then(module => module.default.prototype)`)
  await page.evaluate('void 0')
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return { heapBytes: usedSize, mediaSources, hls }
}

/** Counts the objects of a prototype that are still reachable. */
async function countObjects(cdp: CDPSession, prototype: string): Promise<number> {
  const objectGroup = 'counted'
  const { result } = await cdp.send('Runtime.evaluate', { expression: prototype, awaitPromise: true, objectGroup })
  const { objects } = await cdp.send('Runtime.queryObjects', { prototypeObjectId: result.objectId!, objectGroup })
  const length = await cdp.send('Runtime.callFunctionOn', {
    objectId: objects.objectId!,
    functionDeclaration: 'function () { return this.length }',
    returnByValue: true,
  })
  await cdp.send('Runtime.releaseObjectGroup', { objectGroup })
  return length.result.value
}

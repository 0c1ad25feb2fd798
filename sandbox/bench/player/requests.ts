import { setTimeout as sleep } from 'node:timers/promises'
import type { ProxiedRequest } from '../../matrix/proxy/matrix-proxy.ts'
import type { RequestKind } from '../../matrix/proxy/request-kind.ts'
import { atMost, count, exactly, type Figure, figureWithoutGoal } from '../rig/figures.ts'
import { line } from './lines.ts'
import { inPageValue, type PlayerBrowser, waitForStream } from './player-browser.ts'

/** What the player may ask for after `load` if no video is near, it has asked for by then. */
const idleMs = 3_000
const maxScriptBytes = 5_000

/** What a video that comes near costs, each once. */
const onceNear = ['graphql', 'stream.js', 'hls.js', 'master', 'rendition', 'first segment'] as const

/** What the page or the browser asks for by itself. */
const withoutPlayer: RequestKind[] = ['page', 'file']

const nameOf = ({ kind, path }: ProxiedRequest) => (kind === 'player chunk' ? path.split('/').at(-1)! : kind)

/** Counts the player's requests before a video is near, and when it comes near. */
export function measureRequests(browser: PlayerBrowser): Promise<Figure[]> {
  return browser.onPage('far', { side: 'tagged', network: line(10) }, async ({ page, proxy }) => {
    await inPageValue(page, 'b.whenLoaded()')
    await sleep(idleMs)
    const asked = () => proxy.requests.filter(({ kind }) => !withoutPlayer.includes(kind))
    const before = asked()
    const script = before.find(({ kind }) => kind === 'player.js')

    await inPageValue(page, 'b.film().scrollIntoView()')
    const isStream = await waitForStream(page)
    await sleep(idleMs)
    const near = asked().slice(before.length).map(nameOf)
    const others = near.filter(name => !(onceNear as readonly string[]).includes(name))
    const list = (names: string[]) => `(${names.join(', ') || 'none'})`
    return [
      exactly('requests before a video is near', before.length, 1, count, list(before.map(nameOf))),
      atMost('size of that script, compressed', script?.bytes ?? Number.NaN, maxScriptBytes, bytes, ''),
      ...onceNear.map(name => exactly(`near: ${name}`, near.filter(each => each === name).length, 1, count, '')),
      figureWithoutGoal('near: anything else', `${others.length} ${list(others)}${isStream ? '' : '; no stream'}`),
    ]
  })
}

const bytes = (value: number) => `${count(value)} bytes`

import { setTimeout as sleep } from 'node:timers/promises'
import type { MatrixBrowser, Tab } from './browsers/browser.ts'
import type { Entry, State } from './log.ts'
import type { MatrixPage } from './page.ts'
import type { FaultMode } from './proxy/fault.ts'
import { MatrixProxy, type ProxiedRequest } from './proxy/matrix-proxy.ts'
import { type NetworkName, networks } from './proxy/network.ts'
import type { RequestKind } from './proxy/request-kind.ts'
import type { Scenario, Step } from './scenarios.ts'

/** When playback begins: as soon as the page has its video, or so many milliseconds after `load`. */
export type Begin = 'at once' | 1000 | 4000

export type Conditions = {
  page: MatrixPage
  scenario: Scenario
  fault: { kind: RequestKind; mode: FaultMode } | null
  begin: Begin
  network: NetworkName
}

/** What came of one page in one browser, with the player's tag or without. */
export type Run = {
  bare: boolean
  entries: Entry[]
  console: string[]
  requests: ProxiedRequest[]
  /** When playback was asked for, in milliseconds since the proxy started. */
  playedAt: number
  final: State | null
  /** The highest time that the video reached while it played, in seconds. */
  reached: number
  /** The step that did not come to its end, or null. */
  unfinished: string | null
}

/** How long the page may take until its video is there, and until `load`, in milliseconds. */
const loadTimeoutMs = 15_000
/** How long a video may stand still until the run gives up: more than a failure or a slow line may cost. */
const stillTimeoutMs = 20_000
/** How long an ended link may take until the video says so: longer than a stream lasts that loads no more. */
const noticeTimeoutMs = 40_000
const pollMs = 100

/** Opens a page through a proxy of its own, plays its video, and goes through the scenario. */
export async function runPage(
  browser: MatrixBrowser,
  where: { content: string; package: string; revoke?: () => Promise<void> },
  conditions: Conditions,
  bare: boolean,
): Promise<Run> {
  const { page, scenario, fault, begin, network } = conditions
  const faults = new Map(fault ? [[fault.kind, fault.mode] as const] : [])
  const proxy = await MatrixProxy.start({
    content: where.content,
    bare,
    recorder: true,
    network: networks[network],
    faults,
  })
  const tab = await browser.open()
  try {
    return await new PageRun(tab, proxy, conditions, bare, where.revoke).run(
      `${where.package.replace(where.content, proxy.origin)}${page.name}/${page.open ?? 'index.html'}`,
      begin,
      scenario,
    )
  } finally {
    await tab.close().catch(() => {})
    await proxy.stop()
  }
}

class PageRun {
  #unfinished: string | null = null
  #reached = 0
  readonly #tab: Tab
  readonly #proxy: MatrixProxy
  readonly #conditions: Conditions
  readonly #bare: boolean
  readonly #revoke: (() => Promise<void>) | undefined

  constructor(tab: Tab, proxy: MatrixProxy, conditions: Conditions, bare: boolean, revoke?: () => Promise<void>) {
    this.#tab = tab
    this.#proxy = proxy
    this.#conditions = conditions
    this.#bare = bare
    this.#revoke = revoke
  }

  async run(url: string, begin: Begin, scenario: Scenario): Promise<Run> {
    await this.#tab.goto(url)
    if (begin === 'at once') await this.#waitFor(async () => (await this.#state()) !== null, loadTimeoutMs)
    else {
      await this.#waitFor(async () => (await this.#entries()).some(({ name }) => name === 'load'), loadTimeoutMs)
      await sleep(begin)
    }
    await this.#waitFor(async () => (await this.#state()) !== null, loadTimeoutMs)
    for (const step of scenario.before ?? []) await this.#step(step)
    const playedAt = this.#proxy.now
    if (this.#conditions.page.start === 'click') await this.#click()
    for (const step of scenario.steps) {
      if (this.#unfinished === null && !(await this.#step(step))) this.#unfinished = JSON.stringify(step)
    }
    // What the player or the page do just afterward belongs to the run.
    await sleep(800)
    const final = await this.#state()
    const entries = await this.#entries()
    return {
      ...{ bare: this.#bare, entries, console: this.#tab.console, requests: this.#proxy.requests, playedAt, final },
      ...{ reached: Math.max(this.#reached, final?.time ?? 0), unfinished: this.#unfinished },
    }
  }

  #entries(): Promise<Entry[]> {
    return this.#tab.evaluate<Entry[]>([], 'window.matrixHarness?.log ?? []').catch(() => [])
  }

  #state(): Promise<State | null> {
    return this.#tab
      .evaluate<State | null>(this.#conditions.page.frames ?? [], 'window.matrixHarness?.state() ?? null')
      .catch(() => null)
  }

  async #click(): Promise<void> {
    const { frames = [], playSelector } = this.#conditions.page
    const target = `window.matrixHarness.target(${JSON.stringify(playSelector ?? null)})`
    const isThere = () => this.#tab.evaluate<boolean>(frames, `${target} !== null`).catch(() => false)
    await this.#waitFor(isThere, loadTimeoutMs)
    if (!playSelector) await this.#act('prepareClick')
    await this.#tab.click(frames, target).catch(error => {
      this.#unfinished = `click: ${error.message.split('\n')[0]}`
    })
  }

  #act(name: string, value?: unknown): Promise<void> {
    const call = `window.matrixHarness.act(${JSON.stringify(name)}, ${JSON.stringify(value) ?? 'undefined'})`
    return this.#tab.evaluate<void>(this.#conditions.page.frames ?? [], `${call}, null`).catch(() => {})
  }

  /** Resolves to whether the step came to its end. */
  async #step(step: Step): Promise<boolean> {
    if ('act' in step) await this.#act(step.act, step.value)
    else if ('wait' in step) await sleep(step.wait)
    else if ('line' in step) step.line === 'offline' ? this.#proxy.goOffline() : this.#proxy.goOnline()
    else if ('revoke' in step) await this.#revoke?.()
    else if ('sleep' in step) await this.#sleep()
    else if ('notice' in step) return this.#bare || this.#waitFor(() => this.#hasNotice(), noticeTimeoutMs)
    else return this.#reach(step.until)
    return true
  }

  /** Whether the player says something on a video. Its text is in a closed shadow root. */
  #hasNotice(): Promise<boolean> {
    const expression = `document.querySelector('lectern-notice') !== null`
    return this.#tab.evaluate<boolean>(this.#conditions.page.frames ?? [], expression).catch(() => false)
  }

  async #sleep(): Promise<void> {
    const wake = await this.#tab.sleep!()
    this.#proxy.goOffline()
    await sleep(3000)
    this.#proxy.goOnline()
    await wake()
  }

  /** Resolves to true when the video is there, and to false when it has stood still for too long. */
  async #reach(until: number | 'ended' | 'seeked'): Promise<boolean> {
    let [time, movedAt] = [-1, performance.now()]
    while (performance.now() - movedAt < stillTimeoutMs) {
      const state = await this.#state()
      if (state) {
        this.#reached = Math.max(this.#reached, state.began ? state.time : 0)
        if (state.time !== time) [time, movedAt] = [state.time, performance.now()]
        if (isThere(state, until)) return true
        // What a bare page cannot play, it will not play later. With the tag, the stream may come to its rescue.
        if (this.#bare && state.error !== null) return false
      }
      await sleep(pollMs)
    }
    return false
  }

  async #waitFor(isTrue: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs
    while (performance.now() < deadline) {
      if (await isTrue()) return true
      await sleep(pollMs)
    }
    return false
  }
}

function isThere(state: State, until: number | 'ended' | 'seeked'): boolean {
  if (until === 'ended') return state.ended || state.hasEnded || (state.loop && state.began)
  if (until === 'seeked') return !state.seeking
  return state.time >= until || state.ended
}

import { setTimeout as sleep } from 'node:timers/promises'
import { networks } from '../../matrix/proxy/network.ts'
import { atMost, type Figure, figureWithoutGoal, ratio } from '../rig/figures.ts'
import { median } from '../rig/seconds.ts'
import { alternate, formatAllMs } from './lines.ts'
import { manyVideos } from './package.ts'
import type { OpenPage, PlayerBrowser, Side } from './player-browser.ts'

const measuredMs = 10_000
const maxRatio = 1.05

type Cpu = { taskMs: number; scriptMs: number; browserMs: number }

/** Measures the processor time of a page with many videos that nobody plays. */
export async function measureCpu(browser: PlayerBrowser): Promise<Figure[]> {
  const { tagged, bare } = await alternate(['tagged', 'bare'], side => measureSide(browser, side))
  const figure = (label: string, value: (cpu: Cpu) => number) => {
    const [ours, theirs] = [tagged.map(value), bare.map(value)]
    return { label, value: median(ours) / median(theirs), from: `(${formatAllMs(ours)}; bare ${formatAllMs(theirs)})` }
  }
  const page = figure(`page with ${manyVideos} videos, its tasks and scripts`, cpu => cpu.taskMs + cpu.scriptMs)
  const whole = figure('all processes of the browser', ({ browserMs }) => browserMs)
  return [
    atMost(page.label, page.value, maxRatio, ratio, page.from),
    figureWithoutGoal(whole.label, `${ratio(whole.value)} ${whole.from}`),
  ]
}

function measureSide(browser: PlayerBrowser, side: Side): Promise<Cpu> {
  const before = processMs(browser)
  return browser.onPage('many', { side, network: networks.fast }, async open => {
    await sleep(measuredMs)
    return { ...(await pageMs(open)), browserMs: (await processMs(browser)) - (await before) }
  })
}

/** Returns the processor time of the page's thread since it was opened. Tasks include scripts. */
async function pageMs({ cdp }: OpenPage): Promise<Omit<Cpu, 'browserMs'>> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const value = (name: string) => metrics.find(metric => metric.name === name)!.value * 1000
  return { taskMs: value('TaskDuration'), scriptMs: value('ScriptDuration') }
}

/** Returns the processor time of all processes of the browser. */
async function processMs({ browser }: PlayerBrowser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0)
}

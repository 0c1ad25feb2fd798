import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../machine/command.ts'
import { Problem } from '../../machine/problem.ts'
import { withProgress } from '../../machine/progress.ts'
import { MatrixLectern } from '../../matrix/matrix-lectern.ts'
import { cacheFolder } from '../../programs/wheels.ts'
import type { Figure } from '../rig/figures.ts'
import { readMachine } from '../rig/machine.ts'
import { recordFigures } from '../rig/record-figures.ts'
import { measureBytes } from './bytes.ts'
import { measureCpu } from './cpu.ts'
import { measureFirstFrame } from './first-frame.ts'
import { atOnceRounds, rounds } from './lines.ts'
import { measureMemory } from './memory.ts'
import { benchPackage } from './package.ts'
import { PlayerBrowser } from './player-browser.ts'
import { measureQuality } from './quality.ts'
import { measureRequests } from './requests.ts'
import { measureSeek } from './seek.ts'
import { measureSlowLine } from './slow-line.ts'

const measures: Record<string, (browser: PlayerBrowser) => Promise<Figure[]>> = {
  requests: measureRequests,
  'first-frame': measureFirstFrame,
  bytes: measureBytes,
  cpu: measureCpu,
  seek: measureSeek,
  quality: measureQuality,
  memory: measureMemory,
  'slow-line': measureSlowLine,
}
const cases = Object.keys(measures)
const stopTimeoutMs = 15_000

const about = {
  title: 'player',
  intro: `Chromium opens published pages through a proxy, which limits the line, waits 30 ms before each answer, and counts what was
asked for. "Bare" is the same page without the player's tag. Sides take turns in one run; ratios are ratios of medians
of ${rounds} (of ${atOnceRounds} at once), after a first round that does not count. First frame: from \`play()\` in a timer of the page to the next frame
that \`requestVideoFrameCallback\` reports. "At once": as soon as the element exists. "Stream ready": at least 4 seconds
after \`load\`. Bytes are as sent, compressed. Processor time: \`TaskDuration\` and \`ScriptDuration\` of the page's thread,
10 seconds after navigation; tasks include scripts, which thus count twice.`,
}

/** Runs `npm run bench -- player [case …]`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchPlayer(caseNames: string[]): Promise<void> {
  const unknown = caseNames.filter(name => !cases.includes(name))
  if (unknown.length > 0) throw new Problem(`Unknown case: ${unknown.join(', ')}. Use one of ${cases.join(', ')}.`)
  const chosen = caseNames.length > 0 ? cases.filter(name => caseNames.includes(name)) : cases
  const machine = await readMachine()
  const data = process.env.LECTERN_DATA ?? join(root, '.data/bench-player')
  const lectern = await withProgress('Publishing the pages', () =>
    MatrixLectern.start(data, benchPackage, join(cacheFolder(), 'matrix-films')),
  )
  // Ctrl-C may have stopped Lectern already. Then `stop` never resolves.
  const stop = () => Promise.race([lectern.lectern.stop({ keep: true }), sleep(stopTimeoutMs)])
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(1)))
  try {
    const figures = await PlayerBrowser.use(lectern, async browser => {
      const results: Record<string, Figure[]> = {}
      for (const name of chosen) results[name] = await withProgress(name, () => measures[name]!(browser))
      return { results, version: browser.browser.version() }
    })
    const { Node } = machine.versions
    const versions = { Node: Node!, Chromium: figures.version }
    recordFigures(about, cases, { ...machine, versions }, figures.results)
  } finally {
    await stop()
  }
}

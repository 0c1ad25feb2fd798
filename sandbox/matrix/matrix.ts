import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'
import { cacheFolder } from '../programs/wheels.ts'
import { type BrowserName, browserNames, type MatrixBrowser } from './browsers/browser.ts'
import { openChromium } from './browsers/chromium.ts'
import { openFirefox } from './browsers/firefox.ts'
import { openWebKit } from './browsers/webkit.ts'
import { type Cell, cellsOf } from './cells.ts'
import { chooseCells } from './choose-cells.ts'
import { MatrixLectern } from './matrix-lectern.ts'
import { type CellOutcome, countOutcomes, Outcomes, outcomeOf } from './outcomes.ts'
import { pages } from './pages/pages.ts'
import { matrixText, writeMatrix } from './report.ts'
import { type Result, runCell } from './run-cell.ts'
import { matrixVideos } from './videos.ts'

// `npm run matrix -- [browser …] [--seed N] [--failed] [part of a cell …]`: plays every page of the matrix with the player and
// without it, in real browsers.

const openers: Record<BrowserName, () => Promise<MatrixBrowser>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebKit,
}

/** How many of each browser run at once. Firefox and WebKit show one page each. */
const browsersAtOnce: Record<BrowserName, number> = { chromium: 1, firefox: 2, webkit: 2 }

/** The part of cells whose rules allow a stream that must have it. */
const minStreamed = 0.9

const data = process.env.LECTERN_DATA ?? join(root, '.data/matrix')
/** What failed in the last run: one file for each cell. */
const failedFolder = join(data, 'failed')
const outcomesFile = join(data, 'outcomes.json')

/** Set by Ctrl-C: the cells that run come to their end, and no other begins. */
let isEnding = false
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
  process.once(event, () => {
    isEnding = true
  })

async function runBrowser(
  name: BrowserName,
  cells: Cell[],
  lectern: MatrixLectern,
  outcomes: Outcomes,
): Promise<Problem | null> {
  const opened = await openBrowsers(name)
  if (opened instanceof Problem) return opened
  let done = 0
  const queue = cells.values()
  const run = async (browser: MatrixBrowser) => {
    for (const cell of queue) {
      if (isEnding) return
      const result = await runCell(browser, lectern, cell).catch(error => brokenResult(cell, error))
      outcomes.keep(name, cell.id, outcomeOf(result))
      done += 1
      report(name, result, done, cells.length)
    }
  }
  try {
    await Promise.all(opened.flatMap(browser => Array.from({ length: browser.cellsAtOnce }, () => run(browser))))
  } finally {
    await Promise.all(opened.map(browser => browser.close()))
  }
  return null
}

/** Opens as many of a browser as run at once, or returns why it cannot be had. */
async function openBrowsers(name: BrowserName): Promise<MatrixBrowser[] | Problem> {
  const opened: MatrixBrowser[] = []
  while (opened.length < browsersAtOnce[name]) {
    const browser = await openers[name]().catch(async error => {
      await Promise.all(opened.map(each => each.close()))
      if (error instanceof Problem) return error
      throw error
    })
    if (browser instanceof Problem) return browser
    opened.push(browser)
  }
  return opened
}

/** A cell that the matrix itself could not run: a driver or a browser failed. */
function brokenResult(cell: Cell, error: Error): Result {
  const failures = [{ key: 'not run', text: `the cell could not be run: ${error.message}` }]
  return { cell, verdict: { failures, harmless: [], streamed: false, mayStream: false }, seconds: 0, runs: [] }
}

function report(browser: BrowserName, { cell, verdict, seconds, runs }: Result, done: number, total: number): void {
  const [first, ...others] = verdict.failures
  const played = verdict.streamed ? 'stream' : 'file'
  console.log(`${first ? '✗' : '✓'} ${browser} ${done}/${total} ${cell.id} (${played}, ${seconds.toFixed(0)} s)`)
  if (!first) return
  console.log(`    ${first.text}${others.length ? ` (and ${others.length} more)` : ''}`)
  mkdirSync(failedFolder, { recursive: true })
  const file = join(failedFolder, `${browser} ${cell.id.replaceAll('/', '-')}.json`)
  writeFileSync(file, JSON.stringify({ failures: verdict.failures, runs }, null, 1))
}

/** Says how many cells are right and had the stream, and returns whether that is enough. */
function isEnough(name: BrowserName, outcomes: CellOutcome[]): boolean {
  const { right, mayStream, streamed } = countOutcomes(outcomes)
  console.log(`${name}: ${right} of ${outcomes.length} cells right; ${streamed} of ${mayStream} streamed`)
  return right === outcomes.length && streamed >= mayStream * minStreamed
}

/** Writes the table of the matrix once every cell of every browser has run. */
function writeTable(outcomes: Outcomes, seed: number): void {
  const all = new Map(
    browserNames.map(name => {
      const cells = cellsOf(name, pages, seed)
      return [name, { outcomes: outcomes.of(name, cells), cells: cells.length }] as const
    }),
  )
  const missing = [...all].filter(([, each]) => each.outcomes.length < each.cells)
  if (missing.length === 0) {
    writeMatrix(matrixText(pages, new Map([...all].map(([name, each]) => [name, each.outcomes])), seed))
    return
  }
  const names = missing.map(([name, each]) => `${each.cells - each.outcomes.length} cells of ${name}`)
  console.log(`docs/player.md keeps its table: ${names.join(', ')} have never run.`)
}

/** Resolves to whether all chosen cells ran and are right. */
async function runMatrix(): Promise<boolean> {
  const { seed, isFailedOnly, cells } = chooseCells(process.argv.slice(2), pages)
  rmSync(failedFolder, { recursive: true, force: true })
  const lectern = await MatrixLectern.start(data, { pages, videos: matrixVideos }, join(cacheFolder(), 'matrix-films'))
  const outcomes = new Outcomes(outcomesFile)
  let enough: boolean[]
  try {
    // Browsers mostly wait for their videos, so that they share a machine well.
    enough = await Promise.all(
      [...cells].map(async ([name, all]) => {
        const chosen = isFailedOnly ? outcomes.notRight(name, all) : all
        const problem = await runBrowser(name, chosen, lectern, outcomes)
        if (problem) console.log(problem.message)
        return isEnough(name, outcomes.of(name, chosen)) && !problem
      }),
    )
  } finally {
    await lectern.lectern.stop({ keep: true })
  }
  writeTable(outcomes, seed)
  return enough.every(Boolean) && !isEnding
}

process.channel?.unref()
try {
  process.exit((await runMatrix()) ? 0 : 1)
} catch (error) {
  console.error(error instanceof Problem ? error.message : error)
  process.exit(1)
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'
import { cacheFolder } from '../programs/wheels.ts'
import { type BrowserName, browserNames, type MatrixBrowser } from './browsers/browser.ts'
import { openChromium } from './browsers/chromium.ts'
import { openFirefox } from './browsers/firefox.ts'
import { openWebKit } from './browsers/webkit.ts'
import type { Cell } from './cells.ts'
import { chooseCells } from './choose-cells.ts'
import { MatrixLectern } from './matrix-lectern.ts'
import { pages } from './pages/pages.ts'
import { matrixText, writeMatrix } from './report.ts'
import { type Result, runCell } from './run-cell.ts'
import { matrixVideos } from './videos.ts'

// `npm run matrix -- [browser …] [--seed N] [part of a cell …]`: plays every page of the matrix with the player and
// without it, in real browsers.

const openers: Record<BrowserName, () => Promise<MatrixBrowser>> = {
  chromium: openChromium,
  firefox: openFirefox,
  webkit: openWebKit,
}

/** The part of cells whose rules allow a stream that must have it. */
const minStreamed = 0.9

const data = process.env.LECTERN_DATA ?? join(root, '.data/matrix')
/** What failed in the last run: one file for each cell. */
const failedFolder = join(data, 'failed')

/** Set by Ctrl-C: the cells that run come to their end, and no other begins. */
let isEnding = false
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
  process.once(event, () => {
    isEnding = true
  })

async function runBrowser(name: BrowserName, cells: Cell[], lectern: MatrixLectern): Promise<Result[] | Problem> {
  const browser = await openers[name]().catch(error => {
    if (error instanceof Problem) return error
    throw error
  })
  if (browser instanceof Problem) return browser
  const results: Result[] = []
  const queue = cells.values()
  const run = async () => {
    for (const cell of queue) {
      if (isEnding) return
      const result = await runCell(browser, lectern, cell).catch(error => brokenResult(cell, error))
      results.push(result)
      report(name, result, results.length, cells.length)
    }
  }
  try {
    await Promise.all(Array.from({ length: browser.cellsAtOnce }, run))
  } finally {
    await browser.close()
  }
  return results
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

const streamShare = (results: Result[]) => {
  const mayStream = results.filter(({ verdict }) => verdict.mayStream)
  return { streamed: mayStream.filter(({ verdict }) => verdict.streamed).length, of: mayStream.length }
}

/** Resolves to whether all chosen cells ran and are right. */
async function runMatrix(): Promise<boolean> {
  const { seed, isPartial, cells } = chooseCells(process.argv.slice(2), pages)
  rmSync(failedFolder, { recursive: true, force: true })
  const lectern = await MatrixLectern.start(data, { pages, videos: matrixVideos }, join(cacheFolder(), 'matrix-films'))
  const stop = () => lectern.lectern.stop({ keep: true })
  let isRight = true
  const results = new Map<BrowserName, Result[]>()
  try {
    for (const [name, chosen] of cells) {
      if (isEnding) break
      const run = await runBrowser(name, chosen, lectern)
      if (run instanceof Problem) {
        console.log(run.message)
        isRight = false
        continue
      }
      results.set(name, run)
      const failed = run.filter(({ verdict }) => verdict.failures.length > 0).length
      const { streamed, of } = streamShare(run)
      console.log(`${name}: ${run.length - failed} of ${run.length} cells right; ${streamed} of ${of} streamed`)
      isRight &&= failed === 0 && streamed >= of * minStreamed
    }
  } finally {
    await stop()
  }
  // A table of some browsers would take the columns of the others away.
  if (!isPartial && !isEnding && results.size === browserNames.length) writeMatrix(matrixText(pages, results, seed))
  return isRight && !isEnding
}

process.channel?.unref()
try {
  process.exit((await runMatrix()) ? 0 : 1)
} catch (error) {
  console.error(error instanceof Problem ? error.message : error)
  process.exit(1)
}

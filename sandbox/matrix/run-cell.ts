import type { MatrixBrowser } from './browsers/browser.ts'
import type { Cell } from './cells.ts'
import { judge, type Verdict } from './compare/verdict.ts'
import type { MatrixLectern } from './matrix-lectern.ts'
import { type Run, runPage } from './run-page.ts'

export type Result = { cell: Cell; verdict: Verdict; seconds: number; runs: Run[] }

/** The last cell of each browser that must run alone among its kind. */
const lastAlone = new WeakMap<MatrixBrowser, Promise<unknown>>()

/** Runs a cell, after those that must not run beside it. See runPages. */
export function runCell(browser: MatrixBrowser, lectern: MatrixLectern, cell: Cell): Promise<Result> {
  if (!cell.scenario.isAlone && !cell.page.isAlone) return runPages(browser, lectern, cell, browser.cellsAtOnce > 1)
  const run = (lastAlone.get(browser) ?? Promise.resolve()).then(() => runPages(browser, lectern, cell, false))
  lastAlone.set(
    browser,
    run.catch(() => {}),
  )
  return run
}

/**
 * Runs the page without the player and with it, at the same moment if `isAtOnce`. If they differ, the bare page runs once
 * more, to tell what is the browser's own variation.
 */
async function runPages(
  browser: MatrixBrowser,
  lectern: MatrixLectern,
  cell: Cell,
  isAtOnce: boolean,
): Promise<Result> {
  const start = performance.now()
  const preview = cell.scenario.preview ? await lectern.preview() : null
  const where = { content: lectern.content, package: lectern.published }
  const bare = () => runPage(browser, where, cell, true)
  const tagged = () =>
    runPage(browser, preview ? { ...where, package: preview.url, revoke: preview.revoke } : where, cell, false)
  const [first, run] = isAtOnce ? await Promise.all([bare(), tagged()]) : [await bare(), await tagged()]
  const runs = [first, run]
  let verdict = judge(cell, [first], run)
  if (verdict.failures.length > 0) {
    const second = await bare()
    runs.push(second)
    verdict = judge(cell, [first, second], run)
  }
  return { cell, verdict, seconds: (performance.now() - start) / 1000, runs }
}

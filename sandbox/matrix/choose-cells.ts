import { Problem } from '../machine/problem.ts'
import { type BrowserName, browserNames } from './browsers/browser.ts'
import { type Cell, cellsOf, committedSeed } from './cells.ts'
import type { MatrixPage } from './page.ts'

export type Choice = {
  seed: number
  /** Only cells that were not right when they last ran, or have never run. */
  isFailedOnly: boolean
  /** The cells of each browser that is chosen, in the order in which they run. */
  cells: Map<BrowserName, Cell[]>
}

const isBrowser = (name: string): name is BrowserName => (browserNames as readonly string[]).includes(name)

/**
 * Chooses browsers and cells by the arguments of `npm run matrix`: names of browsers, `--seed N`, `--failed`, and parts of
 * the ids of cells. Throws a Problem for a seed that is no number, and for parts that no cell has.
 */
export function chooseCells(args: string[], pages: MatrixPage[]): Choice {
  const others = [...args]
  const seedAt = others.indexOf('--seed')
  const given = seedAt < 0 ? String(committedSeed) : (others.splice(seedAt, 2)[1] ?? '')
  if (!/^\d+$/.test(given)) throw new Problem('--seed needs a whole number.')
  const seed = Number(given)
  const chosen = others.filter(isBrowser)
  const isFailedOnly = others.includes('--failed')
  const filters = others.filter(arg => !isBrowser(arg) && arg !== '--failed')
  const cells = new Map<BrowserName, Cell[]>()
  for (const name of chosen.length > 0 ? new Set(chosen) : browserNames) {
    const found = cellsOf(name, pages, seed).filter(({ id }) => filters.every(filter => id.includes(filter)))
    if (found.length > 0) cells.set(name, found)
  }
  if (cells.size === 0)
    throw new Problem(
      `No cell has "${filters.join('" and "')}" in its name. A name is "page / scenario / failure / when / network".`,
    )
  return { seed, isFailedOnly, cells }
}

import { createHash } from 'node:crypto'
import type { BrowserName } from './browsers/browser.ts'
import type { MatrixPage } from './page.ts'
import { pairwise } from './pairwise.ts'
import { type FaultMode, faultModes } from './proxy/fault.ts'
import { type NetworkName, networks } from './proxy/network.ts'
import type { RequestKind } from './proxy/request-kind.ts'
import type { Begin, Conditions } from './run-page.ts'
import { previewEnds, type Scenario, scenarios } from './scenarios.ts'

/** A cell of the matrix. `id` names it in arguments and reports. */
export type Cell = Conditions & { id: string }

/** The seed of the committed matrix. */
export const committedSeed = 1

/** Pages that stand beside each other in the list are alike, so a pair of one of them and a failure stands for all. */
const pagesPerGroup = 10

/** The fewest cells of Firefox and WebKit, where a browser shows one page at a time. */
const minCells = 130

const faultKinds: RequestKind[] = [
  ...(['graphql', 'master', 'rendition', 'first segment', 'later segment', 'hls.js'] as const),
  ...(['player chunk', 'player.js', 'captions', 'poster', 'file'] as const),
]
const begins: Begin[] = ['at once', 1000, 4000]

/** Names a cell by its conditions. */
export function cellOf(conditions: Conditions): Cell {
  const { page, scenario, fault, begin, network } = conditions
  const failure = fault ? `${fault.kind} ${fault.mode}` : 'no failure'
  const when = begin === 'at once' ? begin : `${begin / 1000} s`
  return { ...conditions, id: [page.name, scenario.name, failure, when, network].join(' / ') }
}

/** Returns a cell for each page: played to the end, 4 seconds after it has loaded, on a fast line. */
export function ownCells(pages: MatrixPage[]): Cell[] {
  const scenario = scenarios[0]!
  return pages.map(page => cellOf({ page, scenario, fault: null, begin: 4000, network: 'fast' }))
}

type Row = Omit<Conditions, 'page'> & { group: number }

/** Returns rows in which every pair of values occurs that may occur together. */
function pairwiseRows(groups: number, allScenarios: Scenario[], seed: number): Row[] {
  const factors = {
    group: Array.from({ length: groups }, (_, index) => String(index)),
    scenario: allScenarios.map(({ name }) => name),
    kind: ['none', ...faultKinds],
    mode: ['none', ...faultModes],
    begin: begins.map(String),
    network: Object.keys(networks),
  }
  // No failure has no way of failing, and each failure has one.
  const isAllowed = (name: string, value: string, otherName: string, other: string) => {
    const pair = { [name]: value, [otherName]: other }
    return pair.kind === undefined || pair.mode === undefined || (pair.kind === 'none') === (pair.mode === 'none')
  }
  return pairwise(factors, isAllowed, seed).map(row => ({
    group: Number(row.group),
    scenario: allScenarios.find(({ name }) => name === row.scenario)!,
    fault: row.kind === 'none' ? null : { kind: row.kind as RequestKind, mode: row.mode as FaultMode },
    begin: begins.find(begin => String(begin) === row.begin)!,
    network: row.network as NetworkName,
  }))
}

/** Returns all cells of a browser: one for each page, and pairs of pages, scenarios, failures, and lines. */
export function cellsOf(browser: BrowserName, allPages: MatrixPage[], seed: number): Cell[] {
  const pages = allPages.filter(({ notIn }) => !notIn?.includes(browser))
  const groups = Array.from({ length: Math.ceil(pages.length / pagesPerGroup) }, (_, index) =>
    pages.slice(index * pagesPerGroup, (index + 1) * pagesPerGroup),
  )
  const uses = groups.map(() => 0)
  const pairs = pairwiseRows(
    groups.length,
    scenarios.filter(({ notIn }) => !notIn?.includes(browser)),
    seed,
  ).map(({ group, ...conditions }) => {
    const page = groups[group]![uses[group]!++ % groups[group]!.length]!
    return cellOf({ page, ...conditions })
  })
  const dry: Conditions['fault'] = { kind: 'later segment', mode: 'hang' }
  const preview = cellOf({ page: pages[0]!, scenario: previewEnds, fault: dry, begin: 4000, network: 'fast' })
  const own = ownCells(pages)
  if (browser === 'chromium') return [...own, ...pairs, preview]
  // A sample that the seed chooses: half of it pages alone.
  const shuffled = (cells: Cell[]) => cells.toSorted((a, b) => (rank(a, seed) < rank(b, seed) ? -1 : 1))
  return [...shuffled(own).slice(0, minCells / 2), ...shuffled(pairs).slice(0, minCells / 2), preview]
}

const rank = ({ id }: Cell, seed: number) => createHash('sha256').update(`${seed} ${id}`).digest('hex')

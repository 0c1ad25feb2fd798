import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MatrixBrowser } from '../matrix/browsers/browser.ts'
import { openChromium } from '../matrix/browsers/chromium.ts'
import { type Cell, cellOf } from '../matrix/cells.ts'
import { MatrixLectern } from '../matrix/matrix-lectern.ts'
import { pages } from '../matrix/pages/pages.ts'
import { type Result, runCell } from '../matrix/run-cell.ts'
import type { Conditions } from '../matrix/run-page.ts'
import { scenarios } from '../matrix/scenarios.ts'
import { matrixVideos } from '../matrix/videos.ts'
import { cacheFolder } from '../programs/wheels.ts'

// A dozen cells of `npm run matrix`, in Chromium: with the player, pages play as without it, and where the rules allow a
// stream, it is the stream that plays.

function cell(pageName: string, scenarioName = 'to the end', fault: Conditions['fault'] = null): Cell {
  const page = pages.find(({ name }) => name === pageName)!
  const scenario = scenarios.find(({ name }) => name === scenarioName)!
  return cellOf({ page, scenario, fault, begin: 4000, network: 'fast' })
}

const cells = [
  cell('src'),
  cell('source', 'seek'),
  cell('autoplay-muted'),
  cell('create-element'),
  cell('shadow-open'),
  cell('video-js-ready'),
  cell('mediaelement-at-once'),
  cell('frame-sandbox'),
  cell('policy-media-self'),
  cell('rescue'),
  cell('src', 'to the end', { kind: 'graphql', mode: '500' }),
  cell('src', 'to the end', { kind: 'first segment', mode: 'hang' }),
  cell('src-sized', 'whole', { kind: 'later segment', mode: 'hang' }),
]

/** Encoding the videos and playing the pages take longer than other stories on a busy machine. */
const hookTimeoutMs = 1_200_000

let lectern: MatrixLectern
let browser: MatrixBrowser
let results: Result[]

beforeAll(async () => {
  const shown = pages.filter(page => cells.some(each => each.page === page))
  lectern = await MatrixLectern.start(
    undefined,
    { pages: shown, videos: matrixVideos },
    join(cacheFolder(), 'matrix-films'),
  )
  browser = await openChromium()
  results = []
  const queue = cells.values()
  const run = async () => {
    for (const each of queue) results.push(await runUntilRight(each))
  }
  await Promise.all(Array.from({ length: browser.cellsAtOnce }, run))
}, hookTimeoutMs)
/** Runs a cell again if it fails: a busy machine stalls once, but a page that notices the player does so each time. */
async function runUntilRight(each: Cell): Promise<Result> {
  const result = await runCell(browser, lectern, each)
  const { failures, mayStream, streamed } = result.verdict
  return failures.length === 0 && (streamed || !mayStream) ? result : runCell(browser, lectern, each)
}

afterAll(async () => {
  await browser?.close()
  await lectern?.lectern.stop()
})

test('no page notices the player', () => {
  expect(results).toHaveLength(cells.length)
  const failed = results.filter(({ verdict }) => verdict.failures.length > 0)
  expect(failed.map(result => [result.cell.id, ...result.verdict.failures.map(({ text }) => text)])).toEqual([])
})

test('the stream plays where the rules allow it', () => {
  const allowed = results.filter(({ verdict }) => verdict.mayStream)
  expect(allowed.length).toBeGreaterThan(5)
  expect(allowed.filter(({ verdict }) => !verdict.streamed).map(result => result.cell.id)).toEqual([])
})

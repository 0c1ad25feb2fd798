import { expect, test } from 'vitest'
import { outcomeFigures, planFigures, plannedVideosLabel, resultFigures } from './plan-figures.ts'
import { testRun } from './test-run.ts'

const figureTexts = (figures: { n: number | null; label: string }[]) =>
  figures.map(({ n, label }) => `${n ?? '?'} ${label}`)
const planned = { ...testRun, filesDeleted: 3, filesIgnored: 2 }

test('the plan says how much is to be copied, stays, goes, and is left out', () => {
  expect(figureTexts(planFigures(planned))).toEqual(['120 to copy', '10 unchanged', '3 to delete', '2 left out'])
  expect(planFigures(planned)[0]?.size).toBe('2.5 GB')
})

test('while the list is being read, numbers are so far, and what comes out at its end is not known', () => {
  const listing = { ...testRun, calculated: false, filesTotal: 40, filesUnchanged: 0 }
  expect(figureTexts(planFigures(listing))).toEqual(['40 to copy so far', '? unchanged', '? to delete', '? left out'])
})

test('each number but the unchanged opens a list, where there is something in it', () => {
  expect(planFigures(planned).map(({ action }) => action)).toEqual(['COPY', undefined, 'DELETE', 'IGNORE'])
  expect(planFigures({ ...testRun, filesTotal: 0 }).filter(({ action }) => action)).toEqual([])
})

test('a run that was stopped or failed says how much of it was copied, and not that it removed what it had planned to', () => {
  expect(figureTexts(outcomeFigures({ ...planned, status: 'SUCCEEDED' }))[2]).toBe('3 removed')
  for (const status of ['CANCELED', 'FAILED'] as const)
    expect(figureTexts(resultFigures({ ...planned, status }))).toEqual(['12 of 120 copied', '2 left out'])
})

test('where nothing could be copied, the list still opens and says why', () => {
  const [copied] = resultFigures({ ...testRun, filesDone: 0, status: 'FAILED' })
  expect(copied).toMatchObject({ n: 0, label: 'of 120 copied', action: 'COPY' })
})

test('a run that came to nothing shows no numbers', () => {
  const none = { ...testRun, filesTotal: 0, filesDone: 0, filesUnchanged: 0, status: 'FAILED' } as const
  expect(resultFigures(none)).toEqual([])
  expect(resultFigures({ ...none, status: 'SUCCEEDED' })).toHaveLength(4)
})

test('videos are told apart by whether a stream is still to be made', () => {
  expect(plannedVideosLabel({ videosNew: 0, videosReused: 0 })).toBeNull()
  expect(plannedVideosLabel({ videosNew: 2, videosReused: 1 })).toBe(
    'Videos among them: 2 new, 1 with a stream already.',
  )
  expect(plannedVideosLabel({ videosNew: 0, videosReused: 1 })).toBe('Videos among them: 1 with a stream already.')
})

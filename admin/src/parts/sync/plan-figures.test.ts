import { expect, test } from 'vitest'
import { outcomeFigures, planFigures, plannedVideosLabel, resultFigures } from './plan-figures.ts'
import { testRun } from './test-run.ts'

const figureTexts = (figures: { n: number; label: string }[]) => figures.map(({ n, label }) => `${n} ${label}`)
const planned = { ...testRun, filesDeleted: 3, filesIgnored: 2 }

test('the plan has the files to copy, unchanged, to delete, and ignored', () => {
  expect(figureTexts(planFigures(planned))).toEqual(['120 to copy', '10 unchanged', '3 to delete', '2 ignored'])
  expect(planFigures(planned)[0]?.size).toBe('2.5 GB')
})

test('the plan has only the files to copy so far while the list is being read', () => {
  const listing = { ...testRun, calculated: false, filesTotal: 40, filesUnchanged: 0 }
  expect(figureTexts(planFigures(listing))).toEqual(['40 to copy so far'])
  expect(planFigures({ ...listing, filesTotal: 0 })).toEqual([])
})

test('each figure but the unchanged files opens a list if it is not empty', () => {
  expect(planFigures(planned).map(({ action }) => action)).toEqual(['COPY', undefined, 'DELETE', 'IGNORE'])
  expect(planFigures({ ...testRun, filesTotal: 0 }).filter(({ action }) => action)).toEqual([])
})

test('a canceled or failed run shows how much it copied, and no deletions', () => {
  expect(figureTexts(outcomeFigures({ ...planned, status: 'SUCCEEDED' }))[2]).toBe('3 deleted')
  for (const status of ['CANCELED', 'FAILED'] as const)
    expect(figureTexts(resultFigures({ ...planned, status }))).toEqual(['12 of 120 copied', '2 ignored'])
})

test('the list of copied files opens even if none could be copied', () => {
  const [copied] = resultFigures({ ...testRun, filesDone: 0, status: 'FAILED' })
  expect(copied).toMatchObject({ n: 0, label: 'of 120 copied', action: 'COPY' })
})

test('a failed run without any files shows no figures', () => {
  const none = { ...testRun, filesTotal: 0, filesDone: 0, filesUnchanged: 0, status: 'FAILED' } as const
  expect(resultFigures(none)).toEqual([])
  expect(resultFigures({ ...none, status: 'SUCCEEDED' })).toHaveLength(1)
})

test('plannedVideosLabel separates new videos from processed ones', () => {
  expect(plannedVideosLabel({ videosNew: 0, videosReused: 0 })).toBeNull()
  expect(plannedVideosLabel({ videosNew: 2, videosReused: 1 })).toBe(
    'Includes 2 new videos and 1 that is already processed.',
  )
  expect(plannedVideosLabel({ videosNew: 1, videosReused: 0 })).toBe('Includes 1 new video.')
  expect(plannedVideosLabel({ videosNew: 0, videosReused: 1 })).toBe('Includes 1 video that is already processed.')
})

test('after a success, figures of 0 are left out, except what was copied', () => {
  const run = { ...testRun, status: 'SUCCEEDED' as const, filesDone: 0, filesTotal: 0, filesUnchanged: 23 }
  expect(figureTexts(resultFigures(run))).toEqual(['0 copied', '23 unchanged'])
})

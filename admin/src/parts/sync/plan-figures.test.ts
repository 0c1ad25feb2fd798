import { expect, test } from 'vitest'
import { outcomeFigures, planFigures, resultFigures, videosAmong } from './plan-figures.ts'
import { run } from './test-run.ts'

const told = (figures: { n: number | null; what: string }[]) => figures.map(({ n, what }) => `${n ?? '?'} ${what}`)
const planned = { ...run, filesDeleted: 3, filesIgnored: 2 }

test('the plan says how much is to be copied, stays, goes, and is left out', () => {
  expect(told(planFigures(planned))).toEqual(['120 to copy', '10 unchanged', '3 to delete', '2 left out'])
  expect(planFigures(planned)[0]?.size).toBe('2.5 GB')
})

test('while the list is being read, numbers are so far, and what comes out at its end is not known', () => {
  const listing = { ...run, calculated: false, filesTotal: 40, filesUnchanged: 0 }
  expect(told(planFigures(listing))).toEqual(['40 to copy so far', '? unchanged', '? to delete', '? left out'])
})

test('each number but the unchanged opens a list, where there is something in it', () => {
  expect(planFigures(planned).map(({ action }) => action)).toEqual(['COPY', undefined, 'DELETE', 'IGNORE'])
  expect(planFigures({ ...run, filesTotal: 0 }).filter(({ action }) => action)).toEqual([])
})

test('a run that was stopped or failed says how much of it was copied, and not that it removed what it had planned to', () => {
  expect(told(outcomeFigures({ ...planned, status: 'SUCCEEDED' }))[2]).toBe('3 removed')
  for (const status of ['CANCELED', 'FAILED'] as const)
    expect(told(resultFigures({ ...planned, status }))).toEqual(['12 of 120 copied', '2 left out'])
})

test('where nothing could be copied, the list still opens and says why', () => {
  const [copied] = resultFigures({ ...run, filesDone: 0, status: 'FAILED' })
  expect(copied).toMatchObject({ n: 0, what: 'of 120 copied', action: 'COPY' })
})

test('a run that came to nothing shows no numbers', () => {
  const none = { ...run, filesTotal: 0, filesDone: 0, filesUnchanged: 0, status: 'FAILED' } as const
  expect(resultFigures(none)).toEqual([])
  expect(resultFigures({ ...none, status: 'SUCCEEDED' })).toHaveLength(4)
})

test('videos are told apart by whether a stream is still to be made', () => {
  expect(videosAmong({ videosNew: 0, videosReused: 0 })).toBeNull()
  expect(videosAmong({ videosNew: 2, videosReused: 1 })).toBe('Videos among them: 2 new, 1 with a stream already.')
  expect(videosAmong({ videosNew: 0, videosReused: 1 })).toBe('Videos among them: 1 with a stream already.')
})

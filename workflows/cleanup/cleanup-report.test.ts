import { expect, test } from 'vitest'
import { addResults, type CleanupResult } from './cleanup-report.ts'

test('results of all calls are added, also those of a version that did not count bytes by kind', () => {
  const { totals, add } = addResults()
  add({ counts: { releases: { count: 2, bytes: 5 } }, candidates: [] })
  add({ counts: { releases: 3, bytes: 9 }, candidates: [] } as unknown as CleanupResult)
  expect(totals).toMatchObject({ releases: 5, bytes: 5, bytesByKind: { releases: 5 }, comparisons: 0 })
})

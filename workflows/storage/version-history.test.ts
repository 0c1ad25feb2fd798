import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VersionEntry, VersionMarker, VersionPage } from './s3-versions.ts'
import { groupIntoHistories, hasOnlyOldMarkers, newestFirst, versionsUnchangedSince } from './version-history.ts'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const entry = (name: string, day: number, more: Partial<VersionEntry> = {}): VersionEntry => {
  const [key = '', versionId = ''] = name.split(' ')
  return { key, versionId, bytes: 1, isLatest: false, isMarker: false, lastModified: at(day), ...more }
}
const marker = { isMarker: true }
const latest = { isLatest: true }
const ids = (entries: VersionEntry[]) => entries.map(({ versionId }) => versionId)

test('a version counts as unchanged since it was replaced, the current one since it was written', () => {
  const history = [entry('a 4', 20, latest), entry('a 3', 12), entry('a 2', 5), entry('a 1', 1)]
  expect(ids(versionsUnchangedSince(history, at(21)))).toEqual(['4', '3', '2', '1'])
  expect(ids(versionsUnchangedSince(history, at(20)))).toEqual(['2', '1'])
  expect(ids(versionsUnchangedSince(history, at(12)))).toEqual(['1'])
  expect(ids(versionsUnchangedSince(history, at(5)))).toEqual([])
})

test('a delete marker replaces a version, and is not a version itself', () => {
  const history = [entry('a m', 10, { ...marker, ...latest }), entry('a 1', 1)]
  expect(ids(versionsUnchangedSince(history, at(10)))).toEqual([])
  expect(ids(versionsUnchangedSince(history, at(11)))).toEqual(['1'])
})

test('the latest version comes first although its multipart upload is dated by its start, and does not age newer ones', () => {
  const history = newestFirst([entry('a small', 10), entry('a large', 1, latest)])
  expect(ids(history)).toEqual(['large', 'small'])
  expect(ids(versionsUnchangedSince(history, at(5)))).toEqual(['large'])
})

test('a marker counts as newer than a version of the same second, so it is not removed before that version', () => {
  expect(ids(newestFirst([entry('a 1', 1), entry('a m', 1, marker), entry('a 2', 2, latest)]))).toEqual(['2', 'm', '1'])
})

test('only old markers remain once every version that they hide is removed', () => {
  const history = [entry('a m', 10, { ...marker, ...latest }), entry('a 1', 1)]
  expect(hasOnlyOldMarkers(history, new Set(), at(11))).toBe(false)
  expect(hasOnlyOldMarkers(history, new Set(['1']), at(11))).toBe(true)
  expect(hasOnlyOldMarkers(history, new Set(['1']), at(10))).toBe(false)
  expect(hasOnlyOldMarkers([entry('a 1', 1, latest)], new Set(['1']), at(11))).toBe(false)
})

/** Lists these entries in pages from a marker on, as S3 does. */
async function* pagesOf(entries: VersionEntry[], size: number, start: VersionMarker = {}): AsyncGenerator<VersionPage> {
  const nameOf = ({ KeyMarker, VersionIdMarker }: VersionMarker) => `${KeyMarker} ${VersionIdMarker}`
  let index = entries.findIndex(({ key, versionId }) => `${key} ${versionId}` === nameOf(start)) + 1
  for (let from = start; ; ) {
    const page = entries.slice(index, index + size)
    index += size
    const last = page.at(-1)
    const next = index < entries.length ? { KeyMarker: last!.key, VersionIdMarker: last!.versionId } : null
    yield { entries: page, from, next }
    if (!next) return
    from = next
  }
}

test('every history is complete, whatever the page size and wherever the listing resumes', async () => {
  const counts = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(
      counts,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 4 }),
      async (keys, size, pagesPerCall) => {
        const entries = keys.flatMap((count, key) =>
          Array.from({ length: count }, (_, age) =>
            entry(`key${key} ${count - age}`, count - age, { isLatest: age === 0 }),
          ),
        )
        const expected = keys.map((count, key) => Array.from({ length: count }, (_, age) => `key${key} ${count - age}`))
        const found: string[][] = []
        // Every few pages, the listing resumes at the returned marker, as another call would.
        for (let from: VersionMarker | null = {}; from; ) {
          let pages = 0
          let next: VersionMarker | null = null
          for await (const { histories, resumeFrom } of groupIntoHistories(pagesOf(entries, size, from))) {
            found.push(...histories.map(history => history.map(({ key, versionId }) => `${key} ${versionId}`)))
            next = resumeFrom
            if (resumeFrom && resumeFrom !== from && ++pages >= pagesPerCall) break
            next = null
          }
          from = next
        }
        expect([...new Set(found.map(String))].sort()).toEqual(expected.map(String).sort())
      },
    ),
  )
})

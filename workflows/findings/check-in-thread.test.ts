import { type Database, openDatabase } from '@lectern/domain/database'
import { recordTextAnalyses } from '@lectern/domain/findings/text-analyses'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildDraft, buildDraftFile, buildOpenRun } from '../../domain/test/factories.ts'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { analysisVersion } from '../files/text-kind.ts'
import { ReaderThreads } from '../limits/reader-threads.ts'
import { checkInThread, checkVersion } from './check-in-thread.ts'

let database: Database
const readerThreads = new ReaderThreads({ maxThreads: 1 })
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(async () => {
  await readerThreads.close()
  await database.$disconnect()
})

/** Builds a package whose pages have these links. Its pages say that they have 1 MB each. Returns its open run. */
async function buildRun(pages: Record<string, string[]>) {
  const { packageId } = await buildDraft(database)
  const run = await buildOpenRun(database, { packageId })
  const stored = new Map<string[], string>()
  for (const [path, links] of Object.entries(pages)) {
    const contentHash = stored.get(links) ?? `${packageId} ${path}`
    if (!stored.has(links)) {
      const references = JSON.stringify(links.map((url, index) => ({ url, line: index + 1, tag: 'a' })))
      const facts = JSON.stringify({ isDocument: true })
      await recordTextAnalyses(database, [{ contentHash, version: analysisVersion, kind: 'html', references, facts }])
      stored.set(links, contentHash)
    }
    await buildDraftFile(database, { packageId, path, contentHash, bytes: 2n ** 20n })
  }
  return run
}

const check = (run: Awaited<ReturnType<typeof buildRun>>) => checkInThread({ database, readerThreads }, run, true)

const links = (count: number, name: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => name(index))
const copies = (count: number, links: string[]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`page${index}.html`, links]))

/** Runs work, and returns the most memory of this thread over what it had before, in MB. */
async function peakMemory(work: () => Promise<unknown>): Promise<number> {
  const used = () => {
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1e6
  }
  const before = used()
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, used())
  }, 5)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  return peak - before
}

test('checks texts of many batches as one package', async () => {
  // Pages of this size come one by one.
  const run = await buildRun({
    'index.html': ['a.html', 'gone.html'],
    'a.html': ['gone.html', 'index.html'],
    'b/c.html': ['../gone.html', '../A.html'],
  })
  const { findings } = await check(run)
  expect(findings.map(({ code, path, placeCount }) => `${code} ${path} ${placeCount}`)).toEqual([
    'LINK_MISSING a.html 3',
    'LINK_LETTER_CASE b/c.html 1',
  ])
})

test('a package that takes too long to check has one finding, and its files stay as they are', async () => {
  const run = await buildRun({ 'index.html': [] })
  const hurried = new ReaderThreads({ timeoutMs: 1 })
  onTestFinished(() => hurried.close())
  expect(await checkInThread({ database, readerThreads: hurried }, run, true)).toMatchObject({
    findings: [{ code: 'PACKAGE_NOT_CHECKED', severity: 'WARNING', path: '', placeCount: 1 }],
    ...{ videos: null, sounds: null, usedMediaTypes: null, misspelledPaths: null, checkedWith: null },
  })
  expect(await check(run)).toEqual({
    ...{ findings: [], videos: [], sounds: [], usedMediaTypes: {}, misspelledPaths: [], checkedWith: checkVersion },
  })
})

test('holds few references at a time, and does not check a package with millions of them', async () => {
  const pages = copies(
    25,
    links(100_000, index => `https://example.org/${index}`),
  )
  const run = await buildRun(pages)
  let result: Awaited<ReturnType<typeof check>> | undefined
  const rss = process.memoryUsage.rss()
  const peak = await peakMemory(async () => {
    result = await check(run)
  })
  expect(result?.findings.map(({ code }) => code)).toEqual(['PACKAGE_NOT_CHECKED'])
  expect(result).toMatchObject({ videos: null, misspelledPaths: null, usedMediaTypes: null })
  // All references together are 150 MB of JSON, and 400 MB as objects. The thread may use 256 MB.
  expect(peak).toBeLessThan(100)
  expect((process.memoryUsage.rss() - rss) / 1e6).toBeLessThan(400)
})

test('does not check a package with too many links that rules read', async () => {
  const pages = copies(
    4,
    links(100_000, index => `film.mp4#${index}`),
  )
  const { findings } = await check(await buildRun({ ...pages, 'film.mp4': [] }))
  expect(findings.map(({ code }) => code)).toEqual(['PACKAGE_NOT_CHECKED'])
})

test('fails, and does not report a finding, when the texts cannot be read', async () => {
  const closed = openDatabase('postgresql://nobody@127.0.0.1:1/none')
  const { packageId } = await buildDraft(database)
  const run = await buildOpenRun(database, { packageId })
  await expect(checkInThread({ database: closed, readerThreads }, run, true)).rejects.toThrow()
})

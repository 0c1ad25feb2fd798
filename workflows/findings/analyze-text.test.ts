import { openDatabase } from '@lectern/domain/database'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { analysisVersion } from '../files/text-kind.ts'
import { ReaderThreads } from '../limits/reader-threads.ts'
import { analyzeText } from './analyze-text.ts'

async function openTestServices() {
  const database = openDatabase((await createTestDatabase()).appUrl)
  const readerThreads = new ReaderThreads()
  onTestFinished(async () => {
    await readerThreads.close()
    await database.$disconnect()
  })
  return { database, readerThreads }
}

test('stores the analysis of a text by content hash and returns the position for the tag', async () => {
  const services = await openTestServices()
  const { database } = services
  const page = Buffer.from('<head><base href="../"></head>\n<body><video src="a.mp4"></video>')
  const item = { path: 'one/index.html', contentHash: 'a' }
  expect(await analyzeText(services, 'a', item, page)).toMatchObject({ offset: 6 })
  expect(await database.textAnalysis.findMany()).toEqual([
    {
      contentHash: 'a',
      version: analysisVersion,
      references: { html: [{ url: 'a.mp4', line: 2, tag: 'video', video: 0 }] },
      facts: { html: { base: '../', baseLine: 1, isDocument: true } },
    },
  ])
  expect(await analyzeText(services, 'a', { path: 'a.png', contentHash: 'b' }, page)).toBeNull()
  expect(await database.textAnalysis.count()).toBe(1)
})

test('analyzes the same bytes as several kinds of text, concurrently or one after another', async () => {
  const services = await openTestServices()
  const { database } = services
  const analyzeEmpty = (path: string) => analyzeText(services, 'a', { path, contentHash: 'empty' }, Buffer.alloc(0))
  await Promise.all([analyzeEmpty('a.html'), analyzeEmpty('a.css'), analyzeEmpty('b.html'), analyzeEmpty('a.vtt')])
  await analyzeEmpty('a.srt')
  const [row] = await database.textAnalysis.findMany()
  expect(Object.keys(row!.facts as object).sort()).toEqual(['css', 'html', 'srt', 'vtt'])
})

test('replaces an analysis of an older version and keeps one of a newer version', async () => {
  const services = await openTestServices()
  const { database } = services
  const old = { references: [], facts: { html: { base: 'x' } } }
  await database.textAnalysis.create({ data: { ...old, contentHash: 'old', version: 0 } })
  await database.textAnalysis.create({ data: { ...old, contentHash: 'newer', version: 1_000 } })
  for (const contentHash of ['old', 'newer'])
    await analyzeText(services, 'a', { path: 'a.css', contentHash }, Buffer.from('a{}'))
  const facts = await database.textAnalysis.findMany({ orderBy: { contentHash: 'asc' } })
  expect(facts.map(({ facts }) => facts)).toEqual([{ html: { base: 'x' } }, { css: {} }])
})

test('stores the analysis whatever characters a text contains', async () => {
  const services = await openTestServices()
  const { database } = services
  const strange = '<a href="\0&#0;&#xd800;\ud800"><a href=" \t"><style>a{background:url(\\0 \\d800 x.png)}</style>'
  const all = Array.from({ length: 256 }, (_, code) => code)
  const texts = [
    Buffer.from(strange),
    Buffer.from(strange, 'utf16le'),
    Buffer.from(all),
    Buffer.from([...all, ...all].sort()),
  ]
  const paths = ['a.html', 'a.xhtml', 'a.svg', 'a.css', 'a.vtt', 'a.srt']
  await Promise.all(
    texts.flatMap((bytes, index) =>
      paths.map(path => analyzeText(services, 'a', { path, contentHash: `${index}${path}` }, bytes)),
    ),
  )
  expect(await database.textAnalysis.count()).toBe(texts.length * paths.length)
})

test('stores that a text takes too long to read, instead of failing', async () => {
  const { database } = await openTestServices()
  const readerThreads = new ReaderThreads({ timeoutMs: 1, maxHeapMb: 256 })
  onTestFinished(() => readerThreads.close())
  const item = { path: 'a.html', contentHash: 'slow' }
  await analyzeText({ database, readerThreads }, 'a', item, Buffer.from('x'))
  expect(await database.textAnalysis.findFirstOrThrow()).toMatchObject({
    references: { html: [] },
    facts: { html: { unreadable: { reason: 'LIMIT', line: 1 } } },
  })
})

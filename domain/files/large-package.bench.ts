/**
 * Measures the statements of the tabs Changes and Files for a draft of this many files, of which a quarter differs from a
 * release. Prints JSON with milliseconds by statement and round. Run it with `DATABASE_URL=… node
 * domain/files/large-package.bench.ts <files>`.
 */
import { openDatabase } from '../database.ts'
import { buildDraft, buildPackage, buildRelease } from '../test/factories.ts'
import { countFileChanges, fileChangesBetween, summarizeFileChanges } from './file-changes.ts'
import { folderEntries } from './folder-entries.ts'
import { pathKey } from './path-key.ts'

const fileCount = Number(process.argv[2])
const rounds = 15
const database = openDatabase(process.env.DATABASE_URL!, 2)

const pathOf = (number: number) => `chapter-${number % 100}/pages/${number}-the-hare-and-the-hedgehog.html`

const { id: packageId } = await buildPackage(database)
const { revision } = await buildDraft(database, { packageId })
const { number } = await buildRelease(database, { packageId })
const files = Array.from({ length: fileCount }, (_, index) => ({
  ...{ packageId, path: pathOf(index), pathKey: pathKey(pathOf(index)), key: 'x', versionId: 'v', etag: 'e' },
  ...{ storedBytes: 1_000n, bytes: 1_000n, modifiedAt: new Date(), mediaType: 'text/html', generated: false },
}))
const hashOf = (index: number, version: string) => (index % 4 === 0 ? `${version} ${index}` : `${index}`)
await database.draftFile.createMany({
  data: files.map((file, index) => ({ ...file, contentHash: hashOf(index, 'new'), fromRevision: revision })),
})
const source = { sourceKey: 'x', sourceVersionId: 'v', sourceEtag: 'e' }
await database.releaseFile.createMany({
  data: files.map((file, index) => ({ ...file, contentHash: hashOf(index, 'old'), number, ...source })),
})
await database.$executeRaw`ANALYZE draft_file`
await database.$executeRaw`ANALYZE release_file`

const draft = { packageId, revision }
const versions = { before: { packageId, number }, after: draft }
const firstPage = { position: null, backwards: false, take: 101 }
const laterPage = { ...firstPage, position: [pathOf(99)] }
const folder = { folder: '', isDeep: false, since: number }
const statements: Record<string, () => Promise<unknown>> = {
  'first page of changes': () => fileChangesBetween(database, versions, {}, 'test', firstPage),
  'last page of changes': () => fileChangesBetween(database, versions, {}, 'test', laterPage),
  'count of changes': () => countFileChanges(database, versions, {}),
  'summary of changes': () => summarizeFileChanges(database, versions, 'test'),
  'top folder with marks': () => folderEntries(database, draft, folder, { ...firstPage, take: 201 }),
  'one folder with marks': () =>
    folderEntries(database, draft, { ...folder, folder: 'chapter-7/pages' }, { ...firstPage, take: 201 }),
  'search in all folders': () =>
    folderEntries(database, draft, { ...folder, isDeep: true, search: '99-the' }, { ...firstPage, take: 201 }),
}
const results: Record<string, number[]> = Object.fromEntries(Object.keys(statements).map(name => [name, []]))
// The first round is a warm-up and does not count.
for (let round = 0; round <= rounds; round++)
  for (const [name, run] of Object.entries(statements)) {
    const start = performance.now()
    await run()
    if (round > 0) results[name]!.push(performance.now() - start)
  }
console.log(JSON.stringify(results))
await database.$disconnect()

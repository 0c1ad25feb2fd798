/**
 * Measures how fast the content host finds files of packages with this many files, by their keys and, for comparison,
 * by their exact spelling alone. Prints JSON with milliseconds per lookup, by side and round. Run it with `DATABASE_URL=…
 * node domain/files/lookups.bench.ts <files>`.
 */
import { type Database, openDatabase, Prisma } from '../database.ts'
import { buildDraft, buildPackage, buildRelease } from '../test/factories.ts'
import { type ContentVersion, filesOfVersionSql } from './content-version.ts'
import { pathKey } from './path-key.ts'
import { findFile } from './version-files.ts'

const fileCount = Number(process.argv[2])
const [packageCount, rounds, lookupsPerRound] = [3, 5, 2_000]
const database = openDatabase(process.env.DATABASE_URL!, 2)

const pathOf = (number: number) => `chapter-${number % 100}/Pictures/${number}-the-hare-and-the-hedgehog.PNG`

/** Builds packages with a draft and a release each. Returns their content versions. */
async function buildVersions(): Promise<ContentVersion[]> {
  const stored = { key: 'x', versionId: 'v', etag: 'e', storedBytes: 1n, bytes: 1n, contentHash: 'x' }
  const file = { ...stored, modifiedAt: new Date(), mediaType: 'image/png', generated: false }
  const source = { sourceKey: 'x', sourceVersionId: 'v', sourceEtag: 'e' }
  const paths = Array.from({ length: fileCount }, (_, number) => pathOf(number))
  const versions: ContentVersion[] = []
  for (let round = 0; round < packageCount; round++) {
    const { id: packageId } = await buildPackage(database)
    const { revision } = await buildDraft(database, { packageId })
    const { number } = await buildRelease(database, { packageId })
    const common = (path: string) => ({ packageId, path, pathKey: pathKey(path), ...file })
    await database.draftFile.createMany({ data: paths.map(path => ({ ...common(path), fromRevision: revision })) })
    await database.releaseFile.createMany({ data: paths.map(path => ({ ...common(path), number, ...source })) })
    versions.push({ packageId, revision }, { packageId, number })
  }
  await database.$executeRaw`ANALYZE draft_file`
  await database.$executeRaw`ANALYZE release_file`
  return versions
}

/** The lookup without keys: three spellings of each path. */
async function findExactly(client: Database, version: ContentVersion, paths: string[]): Promise<unknown> {
  const spellings = paths.flatMap(path => [path, path.normalize('NFC'), path.normalize('NFD')])
  const [row] = await client.$queryRaw<unknown[]>(Prisma.sql`
    SELECT path, media_type AS "mediaType", key, version_id AS "versionId", etag, stored_bytes AS bytes
    ${filesOfVersionSql(version)} AND path = ANY(${spellings})`)
  return row
}

/**
 * Returns milliseconds per lookup of each side. The sides take turns with each file, so that other load of the machine
 * hits both. No lookup is repeated, so that none is cached.
 */
async function measure(versions: ContentVersion[], first: number): Promise<Record<Side, number>> {
  const milliseconds = { byKey: 0, exactly: 0 }
  for (let number = first; number < first + lookupsPerRound; number++) {
    const path = pathOf(number)
    const version = versions[number % versions.length]!
    for (const side of number % 2 ? (['byKey', 'exactly'] as const) : (['exactly', 'byKey'] as const)) {
      const start = performance.now()
      const found = await sides[side](database, version, [path, `${path}/index.html`, `${path}/index.htm`])
      milliseconds[side] += performance.now() - start
      if (!found) throw new Error(`${path} was not found`)
    }
  }
  return { byKey: milliseconds.byKey / lookupsPerRound, exactly: milliseconds.exactly / lookupsPerRound }
}

const sides = { byKey: findFile, exactly: findExactly }
type Side = keyof typeof sides
const versions = await buildVersions()
const results: Record<Side, number[]> = { byKey: [], exactly: [] }
// The first round is a warm-up and does not count.
for (let round = 0; round <= rounds; round++) {
  const { byKey, exactly } = await measure(versions, round * lookupsPerRound)
  if (round === 0) continue
  results.byKey.push(byKey)
  results.exactly.push(exactly)
}
console.log(JSON.stringify(results))
await database.$disconnect()

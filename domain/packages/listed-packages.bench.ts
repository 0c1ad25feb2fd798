/**
 * `DATABASE_URL=… node domain/packages/listed-packages.bench.ts <packages>` makes packages in all states, with a history of
 * eight runs and two environments each, and reads their list. Prints the milliseconds of each read as JSON.
 */
import type { Right } from '../access/permissions.ts'
import { openDatabase } from '../database.ts'
import { findingCounts } from '../findings/finding-counts.ts'
import { changedFileCounts } from '../publish/changed-files.ts'
import {
  countPackages,
  listedPackages,
  type PackageFilter,
  type PackageSort,
  packageOrders,
} from './listed-packages.ts'
import { packageStates, statesOfPackages } from './package-states.ts'

const rounds = 15
const filesPerPackage = 30
const packages = Number(process.argv[2])
const database = openDatabase(process.env.DATABASE_URL!, 2)
const owner: Right[] = [{ role: 'OWNER', packageId: null, environmentId: null }]

/** Writes all rows by statements over the number `n` of each package. One in twenty runs of the past failed. */
async function writeRows(): Promise<void> {
  const write = (sql: string) => database.$executeRawUnsafe(sql)
  const actor = `'{"kind": "SYSTEM", "name": "Lectern"}'::jsonb`
  await write(`
    INSERT INTO package (id, slug, title, dropbox_id, dropbox_path, dropbox_path_lower, created_by, revision, last_changed_at, archived_at)
    SELECT gen_random_uuid(), 'p-' || n, 'Lesson ' || md5(n::text), 'id:' || n, '/Lessons/' || n, '/lessons/' || n, ${actor},
      CASE WHEN n % 40 = 0 THEN 0 ELSE 3 END, now() - n * interval '1 minute', CASE WHEN n % 30 = 0 THEN now() END
    FROM generate_series(1, ${packages}) AS n`)
  await write(`CREATE TEMPORARY TABLE numbered AS SELECT id, substring(slug FROM 3)::int AS n FROM package`)
  await write(`
    INSERT INTO sync_run (id, package_id, status, phase, started_by, requested_by, started_at, finished_at)
    SELECT gen_random_uuid(), id, (CASE WHEN run = 8 AND n % 50 = 1 THEN 'RUNNING' WHEN run = 8 AND n % 250 = 2 THEN 'WAITING_FOR_CONFIRMATION'
        WHEN run = 8 AND n % 100 = 3 OR run < 8 AND (n + run) % 20 = 0 THEN 'FAILED' ELSE 'SUCCEEDED' END)::sync_status, 'DONE', ${actor}, ${actor},
      now() - (9 - run) * interval '1 day', CASE WHEN run = 8 AND (n % 50 = 1 OR n % 250 = 2) THEN NULL ELSE now() END
    FROM numbered, generate_series(1, 8) AS run`)
  await write(`
    INSERT INTO draft (package_id, revision, sync_run_id, settled, file_count, bytes, files_hash)
    SELECT id, 3, (SELECT run.id FROM sync_run AS run WHERE run.package_id = numbered.id LIMIT 1), true, ${filesPerPackage}, 1000000,
      CASE WHEN n % 3 = 0 THEN 'same' ELSE 'new' END FROM numbered WHERE n % 40 <> 0`)
  await write(`
    INSERT INTO transcode (id, package_id, status, started_at, finished_at)
    SELECT gen_random_uuid(), id, (CASE WHEN number = 4 AND n % 50 = 4 THEN 'FAILED' WHEN number = 4 AND n % 100 = 5 THEN 'WAITING_FOR_BUDGET'
        WHEN number < 4 AND (n + number) % 20 = 0 THEN 'FAILED' ELSE 'SUCCEEDED' END)::transcode_status,
      now() - (5 - number) * interval '1 day', CASE WHEN number = 4 AND n % 100 = 5 THEN NULL ELSE now() END
    FROM numbered, generate_series(1, 4) AS number`)
  await write(`
    INSERT INTO environment (id, slug, name) SELECT gen_random_uuid(), 'bench-' || n, 'Bench ' || n FROM generate_series(1, 2) AS n`)
  await write(`
    INSERT INTO publication (id, package_id, environment_id, revision, number, status, started_by, started_at, finished_at)
    SELECT gen_random_uuid(), numbered.id, environment.id, CASE WHEN number = 2 AND n % 50 = 6 THEN 3 ELSE 1 END, row_number() OVER (PARTITION BY numbered.id),
      (CASE WHEN number = 2 AND n % 50 = 6 THEN 'BLOCKED' ELSE 'SUCCEEDED' END)::publication_status, ${actor}, now() - (3 - number) * interval '1 day', now()
    FROM numbered, environment, generate_series(1, 2) AS number WHERE environment.slug LIKE 'bench-%'`)
  await write(`
    INSERT INTO release (id, package_id, number, revision, root_page, created_by, file_count, bytes, publication_id, files_hash)
    SELECT gen_random_uuid(), package_id, number, 1, 'index.html', ${actor}, ${filesPerPackage}, 1, id, CASE WHEN number = 1 THEN 'old' ELSE 'same' END
    FROM publication WHERE status = 'SUCCEEDED'`)
  await write(`
    INSERT INTO deployment (id, package_id, environment_id, release_id, deployed_by, deployed_at)
    SELECT gen_random_uuid(), release.package_id, publication.environment_id, release.id, ${actor}, now() - interval '1 hour'
    FROM release JOIN publication ON publication.id = release.publication_id`)
  await write(`
    INSERT INTO current_deployment (environment_id, package_id, deployment_id)
    SELECT DISTINCT ON (environment_id, package_id) environment_id, package_id, id FROM deployment ORDER BY environment_id, package_id, id`)
  await write(`
    INSERT INTO draft_file (package_id, path, path_key, from_revision, content_hash, bytes, modified_at, media_type, key, version_id, etag, stored_bytes, video_id)
    SELECT id, 'page-' || file || '.html', 'page-' || file || '.html', 1, CASE WHEN file < 4 THEN 'new' ELSE 'old' END || n || '-' || file, 1, now(), 'text/html', 'k', 'v', 'e', 1, NULL
    FROM numbered, generate_series(1, ${filesPerPackage}) AS file`)
  await write(`
    INSERT INTO release_file (package_id, number, path, path_key, content_hash, bytes, modified_at, media_type, stored_bytes, generated, source_key, source_version_id, source_etag)
    SELECT id, number, 'page-' || file || '.html', 'page-' || file || '.html', 'old' || n || '-' || file, 1, now(), 'text/html', 1, false, 'k', 'v', 'e'
    FROM numbered, generate_series(1, ${filesPerPackage}) AS file, generate_series(1, 2) AS number`)
  await write(`
    INSERT INTO finding (id, package_id, from_revision, since_revision, code, cause, severity, path, message, remedy)
    SELECT gen_random_uuid(), id, 3, 3, 'FILE_MISSING', number::text, (CASE WHEN number = 1 THEN 'ERROR' ELSE 'WARNING' END)::severity, 'x', 'x', 'x'
    FROM numbered, generate_series(1, 5) AS number`)
  for (const table of [
    'package',
    'sync_run',
    'draft',
    'transcode',
    'publication',
    'release',
    'deployment',
    'current_deployment',
    'draft_file',
    'release_file',
    'finding',
  ])
    await write(`ANALYZE ${table}`)
}

const all: PackageFilter = { visible: 'all', rights: owner, archived: false }
const attention = { ...all, states: packageStates.slice(0, packageStates.indexOf('RUNNING')) }
const unpublished: PackageFilter = { ...all, states: ['CHANGES_NOT_PUBLISHED'] }
const running: PackageFilter = { ...all, running: true }
const page = (
  filter: PackageFilter,
  sort: PackageSort,
  position: Parameters<typeof listedPackages>[3]['position'] = null,
) => listedPackages(database, filter, sort, { position, backwards: false, take: 101 })

if ((await database.package.count()) === 0) await writeRows()
const middles = Object.fromEntries(
  await Promise.all(
    (['NAME', 'LAST_CHANGE', 'STATE'] as const).map(async sort => {
      const half = await listedPackages(database, all, sort, { position: null, backwards: false, take: packages / 2 })
      const middle = half.at(-1) as unknown as Record<string, string>
      return [sort, packageOrders[sort].map(([name]) => middle[name]!)] as const
    }),
  ),
)
const ids = (await page(all, 'NAME')).slice(0, 100).map(({ id }) => id)
const releaseIds = (
  await database.currentDeployment.findMany({ where: { packageId: { in: ids } }, include: { deployment: true } })
).map(({ deployment }) => deployment.releaseId)

const reads: Record<string, () => Promise<unknown>> = {
  'first page by name': () => page(all, 'NAME'),
  'first page by last change': () => page(all, 'LAST_CHANGE'),
  'first page by state': () => page(all, 'STATE'),
  'page in the middle by name': () => page(all, 'NAME', middles.NAME),
  'page in the middle by last change': () => page(all, 'LAST_CHANGE', middles.LAST_CHANGE),
  'page in the middle by state': () => page(all, 'STATE', middles.STATE),
  'first page of what needs attention': () => page(attention, 'STATE'),
  'first page with changes that are not published': () => page(unpublished, 'NAME'),
  'first page of what runs': () => page(running, 'NAME'),
  'count of all': () => countPackages(database, all),
  'count of what needs attention': () => countPackages(database, attention),
  'states of a page': () => statesOfPackages(database, owner, ids),
  'changed files of a page': () => changedFileCounts(database, releaseIds),
  'findings of a page': () =>
    findingCounts(
      database,
      ids.map(packageId => ({ packageId, revision: 3 })),
    ),
}
const times: Record<string, number[]> = {}
for (let round = 0; round < rounds; round++)
  for (const [name, read] of Object.entries(reads)) {
    const startedAt = performance.now()
    await read()
    times[name] = [...(times[name] ?? []), performance.now() - startedAt]
  }
await database.$disconnect()
console.log(JSON.stringify(times))

import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { recordCleaning } from '@lectern/schema/changes/draft'
import type { Database } from '@lectern/schema/database'
import { referencedVersions } from '@lectern/schema/reads/referenced-versions'
import { draftKey, originalKey } from '../clients/keys.ts'
import { type CurrentVersion, currentVersions, remove } from '../clients/s3-versions.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'

/**
 * Compares the package's current versions in S3 with the rows. A key that is no file any more gets a delete marker (its versions stay for
 * whoever still reads them); a version that a late lane wrote over ours, and that no row names, is deleted by its id. It stops when the run
 * is no longer cleaning: a late second try must not touch what the next run writes. Done twice, it finds nothing the second time.
 */
export async function clean(deps: Deps, runId: string): Promise<{ removed: number }> {
  const signal = cancellation()
  const { database, store } = deps
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  const pkg = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  let removed = 0
  for (const [prefix, known] of [
    [draftKey(pkg.dropboxPath, ''), draftVersions],
    [originalKey(pkg.dropboxPath, ''), originals],
  ] as const) {
    for await (const page of currentVersions(store, prefix)) {
      signal.throwIfAborted()
      if (!(await isCleaning(database, runId))) return { removed }
      const rows = await known(database, pkg.id, prefix, page)
      const gone = page.filter(version => !rows.has(version.key)).map(({ key }) => ({ key }))
      const late = await unreferenced(
        database,
        page.filter(version => isForeign(version, rows)),
      )
      await remove(store, [...gone, ...late])
      removed += gone.length + late.length
    }
  }
  await change(database, lectern, tx => recordCleaning(tx, run, removed))
  return { removed }
}

async function isCleaning(database: Database, runId: string): Promise<boolean> {
  const { phase, finishedAt } = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  return phase === 'CLEANING' && finishedAt === null
}

/** Keys that are files, each with the version that its row names; null: any version is right. */
type Known = Map<string, string | null>

const isForeign = ({ key, versionId }: CurrentVersion, known: Known): boolean => {
  const expected = known.get(key)
  return expected !== undefined && expected !== null && expected !== versionId
}

async function unreferenced(database: Database, versions: CurrentVersion[]): Promise<CurrentVersion[]> {
  const referenced = await referencedVersions(
    database,
    versions.map(version => version.versionId),
  )
  return versions.filter(version => !referenced.has(version.versionId))
}

async function draftVersions(
  database: Database,
  packageId: string,
  _prefix: string,
  page: CurrentVersion[],
): Promise<Known> {
  const where = { packageId, untilRevision: null, key: { in: page.map(version => version.key) } }
  const files = await database.draftFile.findMany({ where, select: { key: true, versionId: true } })
  return new Map(files.map(file => [file.key, file.versionId]))
}

async function originals(
  database: Database,
  packageId: string,
  prefix: string,
  page: CurrentVersion[],
): Promise<Known> {
  const paths = page.map(version => version.key.slice(prefix.length))
  const where = { packageId, untilRevision: null, tagVersion: { not: null }, path: { in: paths } }
  const files = await database.draftFile.findMany({ where, select: { path: true } })
  return new Map(files.map(file => [prefix + file.path, null]))
}

import type { Database } from '../database.ts'

/** A file as a release contains it. */
export type FileVersion = { releaseNumber: number; bytes: bigint; contentHash: string }

const maxVersions = 100

/** Returns the file of a path in the newest releases whose files were not removed, newest first. */
export async function fileVersions(database: Database, packageId: string, path: string): Promise<FileVersion[]> {
  const releases = await database.release.findMany({
    where: { packageId, removedAt: null },
    orderBy: { number: 'desc' },
    select: { number: true },
    take: maxVersions,
  })
  const files = await database.releaseFile.findMany({
    where: { packageId, path, number: { in: releases.map(({ number }) => number) }, key: { not: null } },
    orderBy: { number: 'desc' },
  })
  return files.map(({ number, bytes, contentHash }) => ({ releaseNumber: number, bytes, contentHash }))
}

import type { Tx } from '../database.ts'
import type { NewFinding } from './finding.ts'

/** The number of rows in one statement. */
const batchSize = { findings: 1_000, places: 10_000 }

/**
 * Replaces the findings of a package from this revision on. Earlier revisions keep theirs. A cause that the package
 * already had keeps the revision since when it has it. Call it with the package row locked.
 */
export async function replaceFindings(
  tx: Tx,
  packageId: string,
  revision: number,
  findings: NewFinding[],
): Promise<void> {
  const current = { packageId, untilRevision: null }
  const earlier = await tx.finding.findMany({ where: current, select: { cause: true, sinceRevision: true } })
  const since = new Map(earlier.map(({ cause, sinceRevision }) => [cause, sinceRevision]))
  await tx.finding.deleteMany({ where: { packageId, fromRevision: revision } })
  await tx.finding.updateMany({ where: current, data: { untilRevision: revision } })
  const ids = new Map<string, string>()
  for (const batch of batchesOf(findings, batchSize.findings)) {
    const created = await tx.finding.createManyAndReturn({
      data: batch.map(({ places: _, ...finding }) => ({
        ...{ ...finding, packageId, fromRevision: revision },
        sinceRevision: since.get(finding.cause) ?? revision,
      })),
      select: { id: true, cause: true },
    })
    for (const { id, cause } of created) ids.set(cause, id)
  }
  const places = findings.flatMap(({ cause, places }) =>
    places.map((place, ordinal) => ({ findingId: ids.get(cause), ordinal, ...place })),
  )
  for (const batch of batchesOf(places, batchSize.places))
    await tx.$executeRaw`
      INSERT INTO finding_place (finding_id, ordinal, path, line, written, correction)
      SELECT "findingId", ordinal, path, line, written, correction
      FROM jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
        AS new("findingId" uuid, ordinal int, path text, line int, written text, correction text)`
}

function* batchesOf<T>(rows: T[], size: number): Generator<T[]> {
  for (let first = 0; first < rows.length; first += size) yield rows.slice(first, first + size)
}

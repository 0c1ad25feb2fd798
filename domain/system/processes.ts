import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

/** The kinds of processes. */
export type ProcessKind = 'server' | 'worker'

/** A process as it reports itself. */
export type ReportedProcess = { id: string; kind: ProcessKind; version: string; host: string; pid: number }

/** Seconds without a report after which a process counts as lost. It reports several times within them. */
const lostAfterSeconds = 20

/** Records that this process runs. Forgets the processes that were last seen more than a day ago. */
export async function reportProcess(database: Database, process: ReportedProcess): Promise<void> {
  const { id, kind, version, host, pid } = process
  await database.$executeRaw`
    WITH forgotten AS (DELETE FROM process WHERE seen_at < now() - interval '1 day')
    INSERT INTO process (id, kind, version, host, pid) VALUES (${id}::uuid, ${kind}, ${version}, ${host}, ${pid})
    ON CONFLICT (id) DO UPDATE SET seen_at = now()`
}

/** Removes a process that ends as it should. A process that was killed stays, so that the loss is seen. */
export async function removeProcess(database: Database, id: string): Promise<void> {
  await database.process.deleteMany({ where: { id } })
}

const processRow = z.object({
  id: z.string(),
  kind: z.string(),
  version: z.string(),
  host: z.string(),
  pid: z.number(),
  startedAt: z.date(),
  seenAt: z.date(),
  isRunning: z.boolean(),
})

/** A process that was seen within a day. `isRunning`: it reported itself within the last seconds. */
export type ProcessRow = z.infer<typeof processRow>

/** The processes that run or were lost, by kind, the running and newest ones first. */
export function knownProcesses(database: Database): Promise<ProcessRow[]> {
  const sql = Prisma.sql`
    SELECT id, kind, version, host, pid, started_at AS "startedAt", seen_at AS "seenAt",
      seen_at > now() - make_interval(secs => ${lostAfterSeconds}) AS "isRunning"
    FROM process ORDER BY kind, "isRunning" DESC, started_at DESC, id`
  return rows(database, processRow, sql)
}

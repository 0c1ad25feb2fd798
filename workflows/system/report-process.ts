import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@lectern/domain/database'
import { type ProcessKind, removeProcess, reportProcess } from '@lectern/domain/system/processes'
import { recordErrors } from '@lectern/domain/system/system-errors'
import type { Logger } from 'pino'
import type { ErrorCounts } from './error-counts.ts'

/** Milliseconds between two reports of a process. */
const reportIntervalMs = 5_000

type Reported = { database: Database; log: Logger; errors: ErrorCounts; kind: ProcessKind; version: string }

/**
 * Records every few seconds that this process runs, and the errors in its log since the last report. The function that
 * it returns ends that, and records that the process ended as it should.
 */
export function startReporting({ database, log, errors, kind, version }: Reported): () => Promise<void> {
  const process_ = { id: randomUUID(), kind, version, host: hostname(), pid: process.pid }
  const isOver = new AbortController()
  const report = async () => {
    await reportProcess(database, process_)
    await recordErrors(database, kind, errors.take())
  }
  const loop = async () => {
    while (!isOver.signal.aborted) {
      await report().catch(error => log.warn({ error: String(error) }, 'This process could not be reported'))
      await sleep(reportIntervalMs, undefined, { signal: isOver.signal, ref: false }).catch(() => {})
    }
  }
  const looping = loop()
  return async () => {
    isOver.abort()
    await looping
    // If Postgres is unreachable, the process counts as lost.
    await recordErrors(database, kind, errors.take())
      .then(() => removeProcess(database, process_.id))
      .catch(() => {})
  }
}

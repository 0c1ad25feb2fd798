import { openDatabase } from '@lectern/domain/database'
import { knownProcesses } from '@lectern/domain/system/processes'
import { lastErrors } from '@lectern/domain/system/system-errors'
import { pino } from 'pino'
import { expect, test, vi } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { countErrors, ErrorCounts } from './error-counts.ts'
import { startReporting } from './report-process.ts'

test('a process is known while it reports, with the errors in its log, and not after it ended', async () => {
  const database = openDatabase((await createTestDatabase()).appUrl, 2)
  const errors = new ErrorCounts()
  const log = pino({ hooks: countErrors({ errors }) }, { write: () => {} })
  const stop = startReporting({ database, log, errors, kind: 'worker', version: '1.2' })
  await vi.waitFor(async () =>
    expect(await knownProcesses(database)).toMatchObject([
      { kind: 'worker', version: '1.2', pid: process.pid, isRunning: true },
    ]),
  )
  log.error({ err: new TypeError('x') }, 'The last words')
  await stop()
  expect(await knownProcesses(database)).toEqual([])
  expect(await lastErrors(database, 5)).toMatchObject([{ message: 'The last words', processKind: 'worker', count: 1 }])
  await database.$disconnect()
})

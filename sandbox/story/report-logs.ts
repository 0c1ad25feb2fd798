import { join } from 'node:path'
import { beforeEach, onTestFailed } from 'vitest'
import { logReport } from '../machine/log-tail.ts'
import { RunningLectern } from './running-lectern.ts'

// A failed story comes with the last lines of the logs of the Lecterns that it started.
beforeEach(() => {
  const startedAt = Date.now()
  onTestFailed(({ task }) => {
    const reports = RunningLectern.dataFolders.map(data => logReport(join(data, 'logs'), startedAt))
    task.meta.logs = reports.filter(Boolean).join('\n')
  })
})

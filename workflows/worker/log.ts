import { type DefaultLogger, Runtime, DefaultLogger as TemporalLogger } from '@temporalio/worker'
import { type Logger, pino } from 'pino'
import { countErrors, type ErrorCounts } from '../system/error-counts.ts'

/**
 * Opens the log: one JSON line per event. Includes Temporal's own events, with workflow and activity ids. Counts its
 * errors in `errors`.
 */
export function openLog(level: string, errors: ErrorCounts): Logger {
  const log = pino({ level, base: { process: 'worker' }, hooks: countErrors({ errors }) })
  const logger: DefaultLogger = new TemporalLogger('INFO', ({ level, message, meta }) => {
    const { sdkComponent: _, error, ...fields } = meta ?? {}
    // pino writes `err` with message, stack, and causes. An Error in any other field would become {}.
    log[levels[level]](error === undefined ? fields : { ...fields, err: error }, message)
  })
  // Our own handler ends the worker. With the runtime's handler, a process without a running worker ignores SIGTERM.
  Runtime.install({ logger, shutdownSignals: [] })
  return log
}

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const

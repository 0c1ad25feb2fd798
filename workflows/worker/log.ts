import { type DefaultLogger, Runtime, DefaultLogger as TemporalLogger } from '@temporalio/worker'
import { type Logger, pino } from 'pino'

/** One JSON line for each thing that happened, Temporal's own (with workflow and activity ids) among them. */
export function openLog(level: string): Logger {
  const log = pino({ level, base: { process: 'worker' } })
  const logger: DefaultLogger = new TemporalLogger('INFO', ({ level, message, meta }) => {
    const { sdkComponent: _, error, ...fields } = meta ?? {}
    // `err` is what the log writes with message, stack and causes; any other field of an Error would be {}.
    log[levels[level]](error === undefined ? fields : { ...fields, err: error }, message)
  })
  // Our own handler ends the worker; the runtime's would make a process without a running worker ignore SIGTERM.
  Runtime.install({ logger, shutdownSignals: [] })
  return log
}

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const

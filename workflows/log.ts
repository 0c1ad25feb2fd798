import { type DefaultLogger, Runtime, DefaultLogger as TemporalLogger } from '@temporalio/worker'
import { type Logger, pino } from 'pino'

/** One JSON line for each thing that happened, Temporal's own (with workflow and activity ids) among them. */
export function openLog(level: string): Logger {
  const log = pino({ level, base: { process: 'worker' } })
  const logger: DefaultLogger = new TemporalLogger('INFO', ({ level, message, meta }) => {
    const { sdkComponent: _, ...fields } = meta ?? {}
    log[levels[level]]({ ...fields }, message)
  })
  // Our own handler ends the worker; the runtime's would make a process without a running worker ignore SIGTERM.
  Runtime.install({ logger, shutdownSignals: [] })
  return log
}

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const

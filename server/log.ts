import { countErrors, ErrorCounts } from '@lectern/workflows/system/error-counts'
import { type Logger, pino } from 'pino'
import { currentRequest } from './request.ts'

export type Log = Logger

/**
 * Opens the log: structured lines on standard output, each with its request id and caller. Secrets are redacted. Counts
 * its errors in `errors`.
 */
export function openLog(level: string, errors = new ErrorCounts()): Log {
  return pino({
    level,
    base: { process: process.pid },
    hooks: countErrors({ errors, requestId: () => currentRequest()?.id }),
    mixin: () => ({ requestId: currentRequest()?.id, actor: currentRequest()?.actor }),
    redact: { paths: ['authorization', 'cookie', '*.authorization', '*.cookie'], censor: '…' },
  })
}

/**
 * Removes secrets from a path for the log: the query, which contains the secret of sign-in links, and preview and
 * viewer tokens, and the secrets of exports.
 */
export function redactPath(url = ''): string {
  return url.replace(/[?#].*$/s, '').replace(/^\/+(preview|view|export)\/+[^/]+/, '/$1/…')
}

import { type Logger, pino } from 'pino'
import { currentRequest } from './request.ts'

export type Log = Logger

/** Structured lines on standard output, each with the id of the request it belongs to. Secrets never stand in them. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: { process: process.pid },
    mixin: () => ({ requestId: currentRequest()?.id }),
    redact: { paths: ['authorization', 'cookie', '*.authorization', '*.cookie'], censor: '…' },
  })
}

/** A path for the log: without its query (sign-in links carry their secret there) and without a preview's or viewer's token. */
export function redactPath(url = ''): string {
  return url.replace(/[?#].*$/s, '').replace(/^\/+(preview|view)\/+[^/]+/, '/$1/…')
}

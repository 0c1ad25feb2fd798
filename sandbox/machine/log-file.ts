import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'

const maxLogBytes = 20 * 1024 * 1024

/** Renames a log of more than 20 MiB to `<file>.1`, so that the next line starts a new one. */
export function rotateLog(file: string): void {
  if (existsSync(file) && statSync(file).size > maxLogBytes) renameSync(file, `${file}.1`)
}

/** The log of one part of the sandbox that shares its process with others. */
export type PartLog = {
  info(message: string): void
  /** Logs a failure that nobody expected, with the stack of `cause`. */
  error(message: string, cause?: unknown): void
}

/** Writes nothing. Tests use it. */
export const noLog: PartLog = { info() {}, error() {} }

/** Opens `<folder>/<name>.log`. Each line has the time (ISO 8601, UTC) and the level. */
export function openPartLog(folder: string, name: string): PartLog {
  const file = join(folder, `${name}.log`)
  mkdirSync(folder, { recursive: true })
  rotateLog(file)
  const write = (level: string, text: string) => appendFileSync(file, `${new Date().toISOString()} ${level} ${text}\n`)
  return {
    info: message => write('INFO', message),
    error: (message, cause) => write('ERROR', cause === undefined ? message : `${message}: ${inspect(cause)}`),
  }
}

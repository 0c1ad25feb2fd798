import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

const maxLines = 12
const maxBytes = 16 * 1024
/** Lines that say what went wrong: of pino (level 40 and up as JSON), Postgres, Temporal, SeaweedFS, and Node's own. */
const isTroubled = (line: string) =>
  /"level":[4-6]0\b|\b(ERROR|FATAL|PANIC|panic|WARN)\b|^E\d{4}|^\s*at |Error:/.test(line)

/** The last lines of a log file, at most 12; [] when there is none. */
export function lastLines(file: string): string[] {
  if (!existsSync(file)) return []
  const { size } = statSync(file)
  const bytes = Buffer.alloc(Math.min(size, maxBytes))
  const handle = openSync(file, 'r')
  readSync(handle, bytes, 0, bytes.length, size - bytes.length)
  closeSync(handle)
  return bytes.toString('utf8').trimEnd().split('\n').slice(-maxLines)
}

/**
 * What the logs in a folder say about a failure that began at `since` (milliseconds since 1970): for each log written
 * after that which has lines of trouble, its path and last lines. '' when there are none.
 */
export function logReport(folder: string, since: number): string {
  if (!existsSync(folder)) return ''
  const files = readdirSync(folder).filter(name => name.endsWith('.log'))
  const recent = files.map(name => join(folder, name)).filter(file => statSync(file).mtimeMs >= since)
  return recent
    .map(file => [file, lastLines(file)] as const)
    .filter(([, lines]) => lines.some(isTroubled))
    .map(([file, lines]) => `${file} ends with:\n${lines.map(line => `  ${line.slice(0, 400)}`).join('\n')}`)
    .join('\n')
}

import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

const maxLines = 12
const maxBytes = 16 * 1024

/** Whether a line reports a problem, in the format of pino (level 40 and up), Postgres, Temporal, SeaweedFS, or Node. */
const reportsProblem = (line: string) =>
  /"level":[4-6]0\b|\b(ERROR|FATAL|PANIC|panic|WARN)\b|^E\d{4}|Error( \[\w+\])?:/.test(line) || isStackFrame(line)

const isStackFrame = (line: string) => /^\s*at /.test(line)

/** Returns the lines in the last 16 KB of a log file. */
function lastLines(file: string): string[] {
  const { size } = statSync(file)
  const bytes = Buffer.alloc(Math.min(size, maxBytes))
  const handle = openSync(file, 'r')
  readSync(handle, bytes, 0, bytes.length, size - bytes.length)
  closeSync(handle)
  return bytes.toString('utf8').trimEnd().split('\n')
}

/** Returns the lines from the last problem on, at most 12. A stack starts at its message. [] if there is no problem. */
function lastProblem(lines: string[]): string[] {
  let start = lines.findLastIndex(reportsProblem)
  if (start < 0) return []
  while (start > 0 && isStackFrame(lines[start]!)) start--
  return lines.slice(start, start + maxLines)
}

/**
 * Returns the last problem that each log in a folder reports, with the log's path, for logs that were written after
 * `since` (milliseconds since 1970). Looks at the last 16 KB of each. '' if there are none.
 */
export function logReport(folder: string, since: number): string {
  if (!existsSync(folder)) return ''
  const files = readdirSync(folder).filter(name => name.endsWith('.log'))
  const recent = files.map(name => join(folder, name)).filter(file => statSync(file).mtimeMs >= since)
  return recent
    .map(file => [file, lastProblem(lastLines(file))] as const)
    .filter(([, lines]) => lines.length > 0)
    .map(([file, lines]) => `${file} reports:\n${lines.map(line => `  ${line.slice(0, 400)}`).join('\n')}`)
    .join('\n')
}

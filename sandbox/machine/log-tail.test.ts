import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lastLines, logReport } from './log-tail.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-logs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, lines: string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`)

test('the report names the logs with trouble and quotes their last lines', () => {
  write('server.log', [...Array.from({ length: 40 }, (_, line) => `line ${line}`), '{"level":50,"msg":"boom"}'])
  write('temporal.log', ['all is well'])
  const report = logReport(folder, 0)
  expect(report).toContain(`${join(folder, 'server.log')} ends with:`)
  expect(report).toContain('"msg":"boom"')
  expect(report).not.toContain('line 2\n')
  expect(report).not.toContain('temporal.log')
})

test('the report leaves out logs that were not written since', () => {
  write('server.log', ['{"level":50,"msg":"boom"}'])
  utimesSync(join(folder, 'server.log'), new Date(1000), new Date(1000))
  expect(logReport(folder, 2000)).toBe('')
})

test('a folder or log that does not exist is empty', () => {
  expect([logReport(join(folder, 'none'), 0), lastLines(join(folder, 'none.log'))]).toEqual(['', []])
})

import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { logReport } from './log-tail.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-logs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, lines: string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
const numbered = (word: string, count: number) => Array.from({ length: count }, (_, number) => `${word} ${number}`)
const reportOf = (name: string, lines: string[]) =>
  [`${join(folder, name)} reports:`, ...lines.map(line => `  ${line}`)].join('\n')

test('the report names only the logs with problems and quotes the last problem', () => {
  const problem = '{"level":50,"msg":"boom"}'
  write('server.log', ['{"level":40,"msg":"earlier"}', ...numbered('before', 5), problem, 'after'])
  write('temporal.log', ['all is well'])
  expect(logReport(folder, 0)).toBe(reportOf('server.log', [problem, 'after']))
})

test('the report finds a problem that many lines follow, and quotes at most 12 lines', () => {
  const problem = '2026-11-29T12:00:00.000Z ERROR GET /page.html failed'
  write('s3-proxy.log', [problem, ...numbered('after', 300)])
  expect(logReport(folder, 0)).toBe(reportOf('s3-proxy.log', [problem, ...numbered('after', 11)]))
})

test('the report leaves out problems before the last 16 KB', () => {
  write('postgres.log', ['FATAL: long ago', ...numbered('after', 2_000)])
  expect(logReport(folder, 0)).toBe('')
})

test('the report starts a stack at its message', () => {
  const stack = ['Problem: boom', '    at one (file:///a.ts:1:1)', '    at two (file:///b.ts:2:2)']
  write('stand-ins.log', ['before', ...stack, '', 'Node.js v24.21.0'])
  expect(logReport(folder, 0)).toBe(reportOf('stand-ins.log', [...stack, '', 'Node.js v24.21.0']))
})

test('the report leaves out logs that were not written since', () => {
  write('server.log', ['{"level":50,"msg":"boom"}'])
  utimesSync(join(folder, 'server.log'), new Date(1000), new Date(1000))
  expect(logReport(folder, 2000)).toBe('')
})

test('the report of a folder that does not exist is empty', () => {
  expect(logReport(join(folder, 'none'), 0)).toBe('')
})

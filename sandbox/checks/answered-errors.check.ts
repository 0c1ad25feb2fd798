/** Runs after all other tests: reads every error that a server answered in them (`server/test/collect-errors.ts`). */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { internalsIn } from './internals.ts'

const folder = process.env.LECTERN_TEST_ERRORS

/** Tests answer far more different errors than this. Fewer mean that the collector is broken. */
const minErrors = 20

test.runIf(folder !== undefined)('no error that a test was answered shows anything internal', () => {
  const lines = new Set(
    readdirSync(folder!).flatMap(name => readFileSync(join(folder!, name), 'utf8').split('\n').filter(Boolean)),
  )
  const internal = [...lines].flatMap(line =>
    internalsIn(line.replaceAll('\\n', '\n').replaceAll('\\"', '"')).map(name => `${name}: ${line}`),
  )
  expect(internal).toEqual([])
  expect(lines.size).toBeGreaterThan(minErrors)
  console.info(`${lines.size} different errors were answered, and none shows anything internal.`)
})

/** Runs after all other tests: reads every error that a server answered in them (`server/test/collect-errors.ts`). */
import { expect, test } from 'vitest'
import { internalErrors, readAnsweredErrors } from './answered-errors.ts'

const folder = process.env.LECTERN_TEST_ERRORS

/** Tests, and also stories, answer more different errors than this. Fewer mean that the collector is broken. */
const minErrors = 20

test.runIf(folder !== undefined)('no error that a test was answered shows anything internal', () => {
  const errors = readAnsweredErrors(folder!)
  expect(internalErrors(errors)).toEqual([])
  expect(errors.length).toBeGreaterThan(minErrors)
  console.info(`${errors.length} different errors were answered, and none shows anything internal.`)
})

import { stripVTControlCharacters } from 'node:util'
import type { SerializedError } from 'vitest'
import { type Reporter, startVitest, type TestCase, type TestModule } from 'vitest/node'
import { logReport } from '../machine/log-tail.ts'

/** The result of a test run. `failures` describe each failure for the terminal. `files` counts test files. */
export type TestResults = { passed: number; failed: number; skipped: number; files: number; failures: string[] }

/** What this process reports to the one that forked it: progress in files, then the results. */
export type TestMessage = { done: number; total: number } | { results: TestResults }

/** Which tests run: parts of file names, or everything that uncommitted changes can reach. */
export type TestSelection = { config: string; filters: string[]; changed: boolean }

type Failure = Pick<SerializedError, 'message' | 'stack'> & { diff?: string }

declare module 'vitest' {
  interface TaskMeta {
    /** The relevant log lines of the processes that a failed test started. */
    logs?: string
  }
}

function formatFailure(title: string, errors: readonly Failure[], logs = ''): string {
  const lines = errors.map(({ message, diff, stack }) => {
    const location = stack?.split('\n').find(line => /^\s+at /.test(line) && !line.includes('node_modules'))
    return [message, diff, location?.trim()].filter(Boolean).join('\n')
  })
  const text = [`✗ ${title}`, ...lines, logs].filter(Boolean).join('\n')
  return process.stdout.isTTY ? text : stripVTControlCharacters(text)
}

/**
 * Runs Vitest and prints nothing. A file that cannot be loaded and an error outside of any test count as failed. The
 * report of a failed test includes the last lines of logs with errors.
 */
async function runTests(
  { config, filters, changed }: TestSelection,
  report: (message: TestMessage) => void,
): Promise<void> {
  const results: TestResults = { passed: 0, failed: 0, skipped: 0, files: 0, failures: [] }
  let finishedFiles = 0
  const recordFailure = (title: string, errors: readonly Failure[], logs?: string) => {
    results.failed++
    results.failures.push(formatFailure(title, errors, logs))
  }
  const logsOf = (test: TestCase) => {
    const services = process.env.LECTERN_TEST_LOGS
    const startTime = test.diagnostic()?.startTime ?? Date.now()
    return [test.meta().logs, services && logReport(services, startTime)].filter(Boolean).join('\n')
  }
  const reporter: Reporter = {
    onTestRunStart(specifications) {
      results.files = specifications.length
    },
    onTestCaseResult(test: TestCase) {
      const { state, errors = [] } = test.result()
      if (state === 'failed') recordFailure(`${test.module.relativeModuleId} › ${test.fullName}`, errors, logsOf(test))
      else results[state === 'passed' ? 'passed' : 'skipped']++
    },
    onTestModuleEnd(module: TestModule) {
      report({ done: ++finishedFiles, total: results.files })
      // Each test reports its own errors; these are errors around them.
      const errors = module.errors()
      if (errors.length) recordFailure(module.relativeModuleId, errors)
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length) recordFailure(`${module.relativeModuleId} › ${suite.fullName}`, suite.errors())
      }
    },
    onTestRunEnd(_modules, errors) {
      for (const error of errors) recordFailure('Outside of any test', [error])
    },
  }
  const options = { config, watch: false, reporters: [reporter], passWithNoTests: true, ...(changed && { changed }) }
  const vitest = await startVitest('test', filters, options)
  await vitest.close()
  report({ results })
}

// Forked by test.ts, because each Vitest needs a process of its own.
process.once('message', (selection: TestSelection) => {
  runTests(selection, message => process.send?.(message)).then(
    () => process.exit(0),
    error => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit(1))

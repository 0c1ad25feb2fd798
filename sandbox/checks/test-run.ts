import { stripVTControlCharacters } from 'node:util'
import type { SerializedError } from 'vitest'
import { type Reporter, startVitest, type TestCase, type TestModule } from 'vitest/node'

/** What a run of tests came to; `failures` are texts for a person, one for each. */
export type TestResults = { passed: number; failed: number; skipped: number; failures: string[] }

type Failure = Pick<SerializedError, 'message' | 'stack'> & { diff?: string }

function formatFailure(title: string, errors: readonly Failure[]): string {
  const lines = errors.map(({ message, diff, stack }) => {
    const location = stack?.split('\n').find(line => /^\s+at /.test(line) && !line.includes('node_modules'))
    return [message, diff, location?.trim()].filter(Boolean).join('\n')
  })
  const text = `✗ ${title}\n${lines.join('\n')}`
  return process.stdout.isTTY ? text : stripVTControlCharacters(text)
}

/**
 * Runs Vitest with a configuration, reporting how many files of tests are through, and prints nothing itself. A file
 * that cannot be loaded and an error outside of any test count as failed. `filters` are parts of file names; none: all.
 */
export async function runTests(
  config: string,
  filters: string[],
  report: (done: number, total: number) => void,
): Promise<TestResults> {
  const results: TestResults = { passed: 0, failed: 0, skipped: 0, failures: [] }
  let fileCount = 0
  let finishedFiles = 0
  const recordFailure = (title: string, errors: readonly Failure[]) => {
    results.failed++
    results.failures.push(formatFailure(title, errors))
  }
  const reporter: Reporter = {
    onTestRunStart(specifications) {
      fileCount = specifications.length
    },
    onTestCaseResult(test: TestCase) {
      const { state, errors = [] } = test.result()
      if (state === 'failed') recordFailure(`${test.module.relativeModuleId} › ${test.fullName}`, errors)
      else results[state === 'passed' ? 'passed' : 'skipped']++
    },
    onTestModuleEnd(module: TestModule) {
      report(++finishedFiles, fileCount)
      // Of its tests each tells for itself; this is what happened around them.
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
  const vitest = await startVitest('test', filters, { config, watch: false, reporters: [reporter] })
  await vitest.close()
  return results
}

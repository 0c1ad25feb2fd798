import { stripVTControlCharacters } from 'node:util'
import type { SerializedError } from 'vitest'
import { type Reporter, startVitest, type TestCase, type TestModule } from 'vitest/node'

/** What a run of tests came to; `failures` are texts for a person, one for each. */
export type Run = { passed: number; failed: number; skipped: number; failures: string[] }

type Failure = Pick<SerializedError, 'message' | 'stack'> & { diff?: string }

function told(where: string, errors: readonly Failure[]): string {
  const lines = errors.map(({ message, diff, stack }) => {
    const place = stack?.split('\n').find(line => /^\s+at /.test(line) && !line.includes('node_modules'))
    return [message, diff, place?.trim()].filter(Boolean).join('\n')
  })
  const text = `✗ ${where}\n${lines.join('\n')}`
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
): Promise<Run> {
  const run: Run = { passed: 0, failed: 0, skipped: 0, failures: [] }
  let files = 0
  let through = 0
  const fail = (where: string, errors: readonly Failure[]) => {
    run.failed++
    run.failures.push(told(where, errors))
  }
  const reporter: Reporter = {
    onTestRunStart(specifications) {
      files = specifications.length
    },
    onTestCaseResult(test: TestCase) {
      const { state, errors = [] } = test.result()
      if (state === 'failed') fail(`${test.module.relativeModuleId} › ${test.fullName}`, errors)
      else run[state === 'passed' ? 'passed' : 'skipped']++
    },
    onTestModuleEnd(module: TestModule) {
      report(++through, files)
      // Of its tests each tells for itself; this is what happened around them.
      const errors = module.errors()
      if (errors.length) fail(module.relativeModuleId, errors)
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length) fail(`${module.relativeModuleId} › ${suite.fullName}`, suite.errors())
      }
    },
    onTestRunEnd(_modules, errors) {
      for (const error of errors) fail('Outside of any test', [error])
    },
  }
  const vitest = await startVitest('test', filters, { config, watch: false, reporters: [reporter] })
  await vitest.close()
  return run
}

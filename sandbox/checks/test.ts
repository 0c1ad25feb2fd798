import { fork } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'
import { printLine, withProgress } from '../machine/progress.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { check } from './check.ts'
import { generate } from './generate.ts'
import type { TestMessage, TestResults, TestSelection } from './test-run.ts'

const args = process.argv.slice(2)
const selection = { filters: args.filter(arg => arg !== '--changed'), changed: args.includes('--changed') }
const isSelection = args.length > 0

/** Runs Vitest in its own process and prints its failures. */
async function runVitest(title: string, config: string): Promise<TestResults> {
  const results = await withProgress(
    title,
    report =>
      new Promise<TestResults>((resolve, reject) => {
        const child = fork(join(import.meta.dirname, 'test-run.ts'), { cwd: root })
        child.on('message', (message: TestMessage) => {
          if ('results' in message) resolve(message.results)
          else report(message.done, message.total)
        })
        child.once('exit', code =>
          reject(new Problem(`${title} ended early with status ${code}. See the output above.`)),
        )
        child.send({ config: join(root, config), ...selection } satisfies TestSelection)
      }),
  )
  for (const failure of results.failures) printLine(`\n${failure}`)
  return results
}

async function runChecks(): Promise<TestResults> {
  const results = await check()
  const failedChecks = results.filter(({ problem }) => problem)
  for (const { name, problem } of failedChecks) printLine(`\n✗ ${name}\n${problem}`)
  const failed = failedChecks.length
  return { passed: results.length - failed, failed, skipped: 0, files: results.length, failures: [] }
}

/**
 * Runs `npm test`: the checks, the tests beside the code, and then the stories that start a whole Lectern. Each of the
 * two kinds of tests keeps two cores busy alone; together, they would exceed the time limits of calls. Parts of file names or --changed select tests, which then run without the
 * checks.
 */
async function runAll(): Promise<boolean> {
  await Promise.all((['weed', 'temporal', 'ffmpeg', 'ffprobe'] as const).map(resolveExecutable))
  const changedFiles = await generate()
  const runs = await Promise.all([...(isSelection ? [] : [runChecks()]), runVitest('Tests', 'vitest.config.ts')])
  runs.push(await runVitest('Stories', 'sandbox/story/vitest.config.ts'))
  const sum = (key: 'passed' | 'failed' | 'skipped' | 'files') => runs.reduce((total, run) => total + run[key], 0)
  if (changedFiles.length > 0)
    printLine(`\n✗ Generated files were out of date and have been rewritten: ${changedFiles.join(', ')}. Commit them.`)
  const failed = sum('failed') + (isSelection ? 0 : changedFiles.length)
  if (isSelection && sum('files') === 0)
    throw new Problem(
      selection.changed ? 'No test depends on the uncommitted changes.' : `No test file matches ${args.join(', ')}.`,
    )
  if (sum('skipped')) printLine(`${sum('skipped')} skipped`)
  printLine(`${sum('passed')} passed, ${failed} failed`)
  return failed === 0 && (isSelection || runs.every(run => run.passed > 0))
}

process.once('disconnect', () => process.exit(1))
process.channel?.unref()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

const hasPassed = await runAll().catch(error => {
  console.error(error instanceof Problem ? error.message : error)
  return false
})
process.exit(hasPassed ? 0 : 1)

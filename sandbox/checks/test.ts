import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './check.ts'
import { root } from '../machine/command.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { Problem } from '../machine/problem.ts'
import { printLine, withProgress } from '../machine/progress.ts'
import { runTests, type TestResults } from './test-run.ts'

const filters = process.argv.slice(2)

async function runVitest(title: string, config: string): Promise<TestResults> {
  const results = await withProgress(title, report => runTests(join(root, config), filters, report))
  for (const failure of results.failures) printLine(`\n${failure}`)
  return results
}

async function runChecks(): Promise<TestResults> {
  const results = await check()
  const failedChecks = results.filter(({ problem }) => problem)
  for (const { name, problem } of failedChecks) printLine(`\n✗ ${name}\n${problem}`)
  return { passed: results.length - failedChecks.length, failed: failedChecks.length, skipped: 0, failures: [] }
}

/** `npm test`: generated files, checks, the tests beside the code, then the stories that start a whole Lectern. */
async function runAll(): Promise<boolean> {
  await Promise.all((['weed', 'temporal', 'ffmpeg', 'ffprobe'] as const).map(resolveExecutable))
  const runs = [await runChecks(), await runVitest('Tests', 'vitest.config.ts')]
  const storiesConfig = 'sandbox/story/vitest.config.ts'
  if (existsSync(join(root, storiesConfig))) runs.push(await runVitest('Stories', storiesConfig))
  const sum = (key: 'passed' | 'failed' | 'skipped') => runs.reduce((total, run) => total + run[key], 0)
  if (sum('skipped')) printLine(`${sum('skipped')} skipped`)
  printLine(`${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0 && runs.every(run => run.passed > 0)
}

process.once('disconnect', () => process.exit(1))
process.channel?.unref()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

const hasPassed = await runAll().catch(error => {
  console.error(error instanceof Problem ? error.message : error)
  return false
})
process.exit(hasPassed ? 0 : 1)

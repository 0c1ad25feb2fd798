import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './check.ts'
import { root } from './command.ts'
import { executable } from './executables.ts'
import { Problem } from './problem.ts'
import { say, step } from './progress.ts'
import { type Run, runTests } from './test-run.ts'

const filters = process.argv.slice(2)

async function vitest(title: string, config: string): Promise<Run> {
  const run = await step(title, report => runTests(join(root, config), filters, report))
  for (const failure of run.failures) say(`\n${failure}`)
  return run
}

async function checks(): Promise<Run> {
  const findings = await check()
  const bad = findings.filter(({ problem }) => problem)
  for (const { name, problem } of bad) say(`\n✗ ${name}\n${problem}`)
  return { passed: findings.length - bad.length, failed: bad.length, skipped: 0, failures: [] }
}

/** `npm test`: generated files, checks, the tests beside the code, then the stories that start a whole Lectern. */
async function all(): Promise<boolean> {
  await Promise.all((['weed', 'temporal', 'ffmpeg', 'ffprobe'] as const).map(executable))
  const runs = [await checks(), await vitest('Tests', 'vitest.config.ts')]
  const stories = 'sandbox/story/vitest.config.ts'
  if (existsSync(join(root, stories))) runs.push(await vitest('Stories', stories))
  const sum = (key: 'passed' | 'failed' | 'skipped') => runs.reduce((total, run) => total + run[key], 0)
  if (sum('skipped')) say(`${sum('skipped')} skipped`)
  say(`${sum('passed')} passed, ${sum('failed')} failed`)
  return sum('failed') === 0 && runs.every(run => run.passed > 0)
}

process.once('disconnect', () => process.exit(1))
process.channel?.unref()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

const good = await all().catch(error => {
  console.error(error instanceof Problem ? error.message : error)
  return false
})
process.exit(good ? 0 : 1)

import { runCommand } from '../machine/command.ts'
import { generate } from './generate.ts'
import { Problem } from '../machine/problem.ts'
import { withProgress } from '../machine/progress.ts'

/** One thing that was looked at: its name and, when it is not right, what a person needs to mend it. */
export type CheckResult = { name: string; problem?: string }

async function runTool(name: string, argv: string[], cwd?: string): Promise<CheckResult> {
  return withProgress(name, async () => {
    const { ok, output } = await runCommand(argv, { cwd })
    return ok ? { name } : { name, problem: output }
  })
}

async function checkGeneratedFiles(): Promise<CheckResult> {
  const name = 'Generated files'
  try {
    const changedFiles = await generate()
    if (!changedFiles.length) return { name }
    return { name, problem: `Not up to date, written anew: ${changedFiles.join(', ')}. Commit it.` }
  } catch (error) {
    if (error instanceof Problem) return { name, problem: error.message }
    throw error
  }
}

/**
 * Looks over the whole repository: what is generated is up to date, format and lint, types, the admin's queries against
 * the schema. Nothing is changed but generated files.
 */
export async function check(): Promise<CheckResult[]> {
  const generatedFiles = await checkGeneratedFiles()
  const [a, b] = await Promise.all([
    runTool('Format and lint', ['biome', 'check', '--colors=off']),
    runTool('Types', ['tsc', '-p', '.']),
  ])
  const [c, d] = await Promise.all([
    runTool('Types of admin', ['tsc', '-p', 'admin']),
    runTool('Types of player', ['tsc', '-p', 'player']),
  ])
  return [generatedFiles, a, b, c, d, await runTool('Queries of admin', ['gql.tada', 'check'], 'admin')]
}

if (import.meta.main) {
  const results = await check()
  for (const { name, problem } of results) if (problem) console.error(`\n✗ ${name}\n${problem}`)
  process.exitCode = results.some(({ problem }) => problem) ? 1 : 0
}

import { join } from 'node:path'
import { root, runCommand } from '../machine/command.ts'
import { Problem } from '../machine/problem.ts'
import { withProgress } from '../machine/progress.ts'
import { generate } from './generate.ts'

/** TypeScript 7, which takes a third of the time. TypeScript 6 is installed for gql.tada, and its command has the same name. */
const tsc = join(root, 'node_modules/typescript-7/bin/tsc')

/** One check: its name and, when it failed, what a person needs to fix it. */
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
    return { name, problem: `Out of date, now rewritten: ${changedFiles.join(', ')}. Commit them.` }
  } catch (error) {
    if (error instanceof Problem) return { name, problem: error.message }
    throw error
  }
}

/**
 * Checks the whole repository, one check after the other: generated files, format and lint, types, and the
 * queries of the admin and the command line against the schema. Changes nothing but generated files.
 */
export async function check(): Promise<CheckResult[]> {
  return [
    await checkGeneratedFiles(),
    await runTool('Format and lint', ['biome', 'check', '--colors=off']),
    await runTool('Types', [tsc, '-p', '.']),
    await runTool('Types of admin', [tsc, '-p', 'admin']),
    await runTool('Types of player', [tsc, '-p', 'player']),
    await runTool('Types of the command line', [tsc, '-p', 'cli']),
    await runTool('Queries of admin', ['gql.tada', 'check'], 'admin'),
    await runTool('Queries of the command line', ['gql.tada', 'check'], 'cli'),
  ]
}

if (import.meta.main) {
  const results = await check()
  for (const { name, problem } of results) if (problem) console.error(`\n✗ ${name}\n${problem}`)
  process.exitCode = results.some(({ problem }) => problem) ? 1 : 0
}

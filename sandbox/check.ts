import { command } from './command.ts'
import { generate } from './generate.ts'
import { Problem } from './problem.ts'
import { step } from './progress.ts'

/** One thing that was looked at: its name and, when it is not right, what a person needs to mend it. */
export type Finding = { name: string; problem?: string }

async function tool(name: string, words: string[], cwd?: string): Promise<Finding> {
  return step(name, async () => {
    const { ok, said } = await command(words, { cwd })
    return ok ? { name } : { name, problem: said }
  })
}

async function generated(): Promise<Finding> {
  const name = 'Generated files'
  try {
    const changed = await generate()
    if (!changed.length) return { name }
    return { name, problem: `Not up to date, written anew: ${changed.join(', ')}. Commit it.` }
  } catch (error) {
    if (error instanceof Problem) return { name, problem: error.message }
    throw error
  }
}

/**
 * Looks over the whole repository: what is generated is up to date, format and lint, types, the admin's queries against
 * the schema. Nothing is changed but generated files.
 */
export async function check(): Promise<Finding[]> {
  const first = await generated()
  const [a, b] = await Promise.all([
    tool('Format and lint', ['biome', 'check', '--colors=off']),
    tool('Types', ['tsc', '-p', '.']),
  ])
  const [c, d] = await Promise.all([
    tool('Types of admin', ['tsc', '-p', 'admin']),
    tool('Types of player', ['tsc', '-p', 'player']),
  ])
  return [first, a, b, c, d, await tool('Queries of admin', ['gql.tada', 'check'], 'admin')]
}

if (import.meta.main) {
  const findings = await check()
  for (const { name, problem } of findings) if (problem) console.error(`\n✗ ${name}\n${problem}`)
  process.exitCode = findings.some(({ problem }) => problem) ? 1 : 0
}

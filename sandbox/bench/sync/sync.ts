import { readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../machine/command.ts'
import { Problem } from '../../machine/problem.ts'
import { printLine, withProgress } from '../../machine/progress.ts'
import type { FileSet } from '../rig/test-files.ts'
import type { Result } from '../rig/figures.ts'
import { huge } from './huge.ts'
import { large } from './large.ts'
import { describeMachine, readMachine } from '../rig/machine.ts'
import { type FirstRun, firstRun, many, nothing } from './many.ts'
import { rowsOf, updateSection } from '../rig/section.ts'
import { SideBySide } from '../rig/side-by-side.ts'
import { small } from './small.ts'

/** The cases in the order of the table. */
const cases = ['small', 'large', 'nothing', 'many', 'huge'] as const
type Case = (typeof cases)[number]

/** How much of everything: what the goals are about, unless somebody tries out the bench itself. */
export type Sizes = { rounds: number; small: FileSet; large: number; many: FileSet; huge: number }

/** What the goals are about. */
export const fullSizes: Sizes = {
  rounds: 3,
  small: { fileCount: 1000, bytesPerFile: 2048, folderCount: 20 },
  large: 1024 ** 3,
  many: { fileCount: 50_000, bytesPerFile: 1024, folderCount: 100 },
  huge: 4 * 1024 ** 3,
}

/** `npm run bench -- sync [case …]`: prints table and numbers, and writes the rows of these cases into BENCHMARKS.md. */
export async function benchSync(caseNames: string[]): Promise<void> {
  const chosen = caseNames.length > 0 ? cases.filter(name => caseNames.includes(name)) : [...cases]
  const unknown = caseNames.filter(word => !cases.some(name => name === word))
  if (unknown.length > 0) throw new Problem(`There is no case ${unknown.join(', ')}; there are ${cases.join(', ')}.`)
  const machine = await readMachine()
  const results = await measureSync(chosen, fullSizes)
  const date = new Date().toISOString().slice(0, 10)
  const rows = Object.fromEntries(results.map(([name, { figures }]) => [name, rowsOf(date, name, figures)]))
  const file = join(root, 'BENCHMARKS.md')
  const run = { date, machine: describeMachine(machine), rows }
  writeFileSync(file, updateSection(readFileSync(file, 'utf8'), [...cases], run))
  printLine(`${Object.values(rows).flat().join('\n')}\n${run.machine}`)
  printLine(JSON.stringify({ bench: 'sync', date, machine, ...Object.fromEntries(results) }))
}

/** Runs some cases over one Lectern, each with its sides warm, and gives what they came to, in the order of the table. */
export async function measureSync(chosen: Case[], sizes: Sizes): Promise<[Case, Result][]> {
  requireDiskSpace(chosen, sizes)
  const { rounds } = sizes
  return SideBySide.use(async both => {
    let first: Promise<FirstRun> | undefined
    const getFirstRun = () => {
      first ??= withProgress('many: first run', () => firstRun(both, sizes.many))
      return first
    }
    const runCase: Record<Case, () => Promise<Result>> = {
      small: () => small(both, rounds, sizes.small),
      large: () => large(both, rounds, sizes.large),
      huge: () => huge(both, rounds, sizes.huge),
      many: async () => many(both, await getFirstRun(), sizes.many),
      nothing: async () => nothing(both, await getFirstRun(), rounds, sizes.many),
    }
    const results = new Map<Case, Result>()
    // The many files come last: they would make each look at Dropbox slower.
    for (const name of ['small', 'large', 'huge', 'many', 'nothing'] as const)
      if (chosen.includes(name)) results.set(name, await withProgress(name, runCase[name]))
    return chosen.map(name => [name, results.get(name)!])
  })
}

/** Refuses to begin what the disk cannot hold: sources, and what each side stores of them in each round. */
function requireDiskSpace(chosen: Case[], { rounds, small, large, many, huge }: Sizes): void {
  const block = 4096
  const filesOf = ({ fileCount, bytesPerFile }: FileSet) => fileCount * Math.max(bytesPerFile, block)
  const bytesByCase: Record<Case, number> = {
    small: rounds * 5 * filesOf(small),
    large: (1 + rounds * 3) * large,
    huge: (1 + rounds) * huge,
    many: 4 * filesOf(many),
    nothing: 4 * filesOf(many),
  }
  const requiredBytes = 2e9 + chosen.reduce((sum, name) => sum + bytesByCase[name], 0)
  const { bavail, bsize } = statfsSync(tmpdir())
  if (bavail * bsize < requiredBytes)
    throw new Problem(
      `${chosen.join(', ')} take ${Math.ceil(requiredBytes / 1e9)} GB in ${tmpdir()}, and ${Math.floor((bavail * bsize) / 1e9)} GB are free. Make room, name fewer cases, or set TMPDIR to a folder on a larger disk.`,
    )
}

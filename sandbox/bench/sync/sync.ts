import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { Problem } from '../../machine/problem.ts'
import { printLine, withProgress } from '../../machine/progress.ts'
import type { Result } from '../rig/figures.ts'
import { readMachine } from '../rig/machine.ts'
import { recordFigures } from '../rig/record-figures.ts'
import { SideBySide } from '../rig/side-by-side.ts'
import type { FileSet } from '../rig/test-files.ts'
import { huge } from './huge.ts'
import { large } from './large.ts'
import { links } from './links.ts'
import { type FirstRun, firstRun, many, nothing } from './many.ts'
import { small } from './small.ts'

/** The cases in the order of the table. */
const cases = ['small', 'large', 'nothing', 'many', 'huge', 'links'] as const
type Case = (typeof cases)[number]

/** The sizes of the cases. The goals apply to `fullSizes`; smaller ones serve to try out the benchmark itself. */
export type Sizes = { rounds: number; small: FileSet; large: number; many: FileSet; huge: number; links: number }

/** The sizes that the goals apply to. */
export const fullSizes: Sizes = {
  rounds: 3,
  small: { fileCount: 1000, bytesPerFile: 2048, folderCount: 20 },
  large: 1024 ** 3,
  many: { fileCount: 50_000, bytesPerFile: 1024, folderCount: 100 },
  huge: 4 * 1024 ** 3,
  links: 100_000,
}

const about = {
  title: 'sync',
  intro: `Lectern and rclone take turns with the same Dropbox and the same S3, in one run. Ratios are ratios of medians; the rounds
are in parentheses. Lectern's time is from sending the click to the run's \`finished_at\`, with every content hash verified.
rclone's time is from its start to its end, with names and sizes compared. rclone reaches Dropbox through TLS, because it
supports nothing else; Lectern does not use TLS here. Files per second while copying: from the first change of the run's
row to the last, read by SQL every 20 ms. "This S3": the AWS SDK in a separate process, from memory, through the same
proxy, with 32 puts or 8 parts of 8 MiB at a time. Memory: the kernel's peak resident memory of a freshly started worker,
minus its idle memory. MB are millions of bytes.`,
}

/** Runs `npm run bench -- sync [case …]`: prints rows and numbers, and writes the rows into BENCHMARKS.md. */
export async function benchSync(caseNames: string[]): Promise<void> {
  const chosen = caseNames.length > 0 ? cases.filter(name => caseNames.includes(name)) : [...cases]
  const unknown = caseNames.filter(caseName => !cases.some(name => name === caseName))
  if (unknown.length > 0) throw new Problem(`Unknown case: ${unknown.join(', ')}. Use one of ${cases.join(', ')}.`)
  const machine = await readMachine()
  const results = await measureSync(chosen, fullSizes)
  recordFigures(about, cases, machine, Object.fromEntries(results.map(([name, { figures }]) => [name, figures])))
  const date = new Date().toISOString().slice(0, 10)
  printLine(JSON.stringify({ bench: 'sync', date, machine, ...Object.fromEntries(results) }))
}

/** Runs cases with one Lectern, each after a warm-up. Returns their results in the order of the table. */
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
      links: () => links(both, rounds, sizes.links),
      many: async () => many(both, await getFirstRun(), sizes.many),
      nothing: async () => nothing(both, await getFirstRun(), rounds, sizes.many),
    }
    const results = new Map<Case, Result>()
    // The cases with many files run last, because the files slow down every Dropbox listing.
    for (const name of ['small', 'large', 'huge', 'links', 'many', 'nothing'] as const)
      if (chosen.includes(name)) results.set(name, await withProgress(name, runCase[name]))
    return chosen.map(name => [name, results.get(name)!])
  })
}

/** Throws a Problem when the disk has no space for the source files and for what each side stores in each round. */
function requireDiskSpace(chosen: Case[], { rounds, small, large, many, huge }: Sizes): void {
  const block = 4096
  const filesOf = ({ fileCount, bytesPerFile }: FileSet) => fileCount * Math.max(bytesPerFile, block)
  const bytesByCase: Record<Case, number> = {
    small: rounds * 5 * filesOf(small),
    large: (1 + rounds * 3) * large,
    huge: (1 + rounds) * huge,
    links: 0,
    many: 4 * filesOf(many),
    nothing: 4 * filesOf(many),
  }
  const requiredBytes = 2e9 + chosen.reduce((sum, name) => sum + bytesByCase[name], 0)
  const { bavail, bsize } = statfsSync(tmpdir())
  if (bavail * bsize < requiredBytes)
    throw new Problem(
      `The cases ${chosen.join(', ')} need ${Math.ceil(requiredBytes / 1e9)} GB in ${tmpdir()}, but only ${Math.floor((bavail * bsize) / 1e9)} GB are free. Free some space, name fewer cases, or set TMPDIR to a folder on a larger disk.`,
    )
}

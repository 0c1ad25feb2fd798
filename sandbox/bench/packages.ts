import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { Processes } from '../machine/processes.ts'
import { withProgress } from '../machine/progress.ts'
import { startMigratedPostgres } from '../services/postgres.ts'
import { outputOf } from './rig/child.ts'
import { below, count } from './rig/figures.ts'
import { readMachine } from './rig/machine.ts'
import { recordFigures } from './rig/record-figures.ts'
import { median } from './rig/seconds.ts'

const packages = 10_000
const maxMs = 100

const about = {
  title: 'packages',
  intro: `The statements of the list of ${count(packages)} packages, in all states: 80,000 sync runs, 40,000 transcodes, 40,000
publications, two environments that show each package, 30 files in each draft and release. Each is run 15 times, in turn
with the others; the median counts. A page has 100 packages, and the last three are what its rows show. Only Postgres runs,
with its default settings.`,
}

/** Runs `npm run bench -- packages`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchPackages(): Promise<void> {
  const machine = await readMachine()
  const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  try {
    const { appUrl } = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
    const script = join(root, 'domain/packages/listed-packages.bench.ts')
    const env = { ...process.env, DATABASE_URL: appUrl }
    const output = await withProgress('Reads', () => outputOf(process.execPath, [script, `${packages}`], env))
    const times = JSON.parse(output) as Record<string, number[]>
    const figures = Object.entries(times).map(([name, values]) =>
      below(
        name,
        median(values),
        maxMs,
        formatMs,
        `(${formatMs(Math.min(...values))} to ${formatMs(Math.max(...values))})`,
      ),
    )
    recordFigures(about, ['list'], machine, { list: figures })
  } finally {
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
}

const formatMs = (value: number) => `${value.toFixed(1)} ms`

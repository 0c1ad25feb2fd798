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

const files = 20_000
const maxMs = 300

const about = {
  title: 'files',
  intro: `The statements of the tabs Changes and Files of a package with ${count(files)} files, of which ${count(files / 4)} differ from a
release. Each is run 15 times, in turn with the others; the median counts. Only Postgres runs, with its default settings.`,
}

/** Runs `npm run bench -- files`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchFiles(): Promise<void> {
  const machine = await readMachine()
  const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  try {
    const { appUrl } = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
    const script = join(root, 'domain/files/large-package.bench.ts')
    const env = { ...process.env, DATABASE_URL: appUrl }
    const output = await withProgress('Reads', () => outputOf(process.execPath, [script, `${files}`], env))
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
    recordFigures(about, ['statements'], machine, { statements: figures })
  } finally {
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
}

const formatMs = (value: number) => `${value.toFixed(1)} ms`

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../machine/command.ts'
import { Processes } from '../../machine/processes.ts'
import { withProgress } from '../../machine/progress.ts'
import { startMigratedPostgres } from '../../services/postgres.ts'
import { outputOf } from './child.ts'
import { below } from './figures.ts'
import { readMachine } from './machine.ts'
import { recordFigures } from './record-figures.ts'
import { median } from './seconds.ts'
import type { SectionInfo } from './section.ts'

type Statements = {
  about: SectionInfo
  /** The name of the case in BENCHMARKS.md. */
  name: string
  /** The path of the program in the repository that fills the database and prints the milliseconds of each statement as JSON. */
  program: string
  /** How many rows it makes of what is measured. */
  rows: number
  maxMs: number
}

/** Runs statements on a new database, prints their medians, and writes them into BENCHMARKS.md. */
export async function benchStatements({ about, name, program, rows, maxMs }: Statements): Promise<void> {
  const machine = await readMachine()
  const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  try {
    const { appUrl } = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
    const env = { ...process.env, DATABASE_URL: appUrl }
    const args = [join(root, program), `${rows}`]
    const output = await withProgress('Reads', () => outputOf(process.execPath, args, env))
    const times = JSON.parse(output) as Record<string, number[]>
    const figures = Object.entries(times).map(([label, values]) => {
      const range = `(${formatMs(Math.min(...values))} to ${formatMs(Math.max(...values))})`
      return below(label, median(values), maxMs, formatMs, range)
    })
    recordFigures(about, [name], machine, { [name]: figures })
  } finally {
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
}

const formatMs = (value: number) => `${value.toFixed(1)} ms`

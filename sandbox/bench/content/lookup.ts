import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../machine/command.ts'
import { Processes } from '../../machine/processes.ts'
import { withProgress } from '../../machine/progress.ts'
import { startMigratedPostgres } from '../../services/postgres.ts'
import { outputOf } from '../rig/child.ts'
import { atMost, count, ratio } from '../rig/figures.ts'
import { readMachine } from '../rig/machine.ts'
import { recordFigures } from '../rig/record-figures.ts'
import { median } from '../rig/seconds.ts'

const files = 20_000

const about = {
  title: 'lookup',
  intro: `How fast the content host finds the row of a file that nobody has asked for yet, in 3 packages with a draft and a release of
${count(files)} files each. It looks the path and two index pages up by their keys, which ignore letter case and the form of
accents. For comparison, the same rows by three exact spellings of each path; the two take turns with each file. Only
Postgres runs.`,
}

/** Runs `npm run bench -- lookup`: prints the row and writes it into BENCHMARKS.md. */
export async function benchLookup(): Promise<void> {
  const machine = await readMachine()
  const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  try {
    const { appUrl } = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
    const script = join(root, 'domain/files/lookups.bench.ts')
    const env = { ...process.env, DATABASE_URL: appUrl }
    const output = await withProgress('Rounds', () => outputOf(process.execPath, [script, `${files}`], env))
    const { byKey, exactly } = JSON.parse(output) as Record<'byKey' | 'exactly', number[]>
    const format = (values: number[]) => values.map(value => value.toFixed(2)).join(', ')
    const from = `(${format(byKey)} ms; exactly ${format(exactly)} ms)`
    const value = median(byKey) / median(exactly)
    const figure = atMost('time of a lookup relative to exact spelling', value, 1.05, ratio, from)
    recordFigures(about, ['files'], machine, { files: [figure] })
  } finally {
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { Processes } from '../machine/processes.ts'
import { withProgress } from '../machine/progress.ts'
import { writeAuditRows } from '../services/audit-rows.ts'
import { startMigratedPostgres } from '../services/postgres.ts'
import { outputOf } from './rig/child.ts'
import { atMost, count, type Figure, megabytes } from './rig/figures.ts'
import { readMachine } from './rig/machine.ts'
import { recordFigures } from './rig/record-figures.ts'
import { median } from './rig/seconds.ts'

/** The goals apply to this number of events. LECTERN_BENCH_EVENTS makes fewer for a trial. */
const events = Number(process.env.LECTERN_BENCH_EVENTS ?? 5_000_000)
const months = 24
const maxPageMs = 50
const exportedEvents = 1_000_000
const maxExportBytes = 100e6

const about = {
  title: 'audit',
  intro: `Pages of 50 of an audit log with ${count(events)} events in ${months} months: the newest, the oldest, and 19 in between,
in both directions. Each is read three times, and the median counts. The figure is the slowest page. Counts stop at
10,000. Export: a process that answers the download of the newest ${count(exportedEvents)} events, with another one that reads
them; its peak memory over idle. Only Postgres runs, with its default settings.`,
}

/** What a server needs for one export: memory in bytes, and seconds. */
type Export = { kind: string; idle: number; peak: number; seconds: number; bytes: number }

type Times = Record<string, { pageMs: number[]; countMs: number }>

/** Runs `npm run bench -- audit`: prints the rows and writes them into BENCHMARKS.md. */
export async function benchAudit(): Promise<void> {
  const machine = await readMachine()
  const data = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  try {
    const { ownerUrl, appUrl } = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
    const to = new Date()
    const from = new Date(to.getTime() - months * 30.4 * 86_400_000)
    await withProgress('Rows', () => writeAuditRows(ownerUrl, { count: events, from, to, isChained: false }))
    const script = join(root, 'domain/audit-log/find-events.bench.ts')
    const env = { ...process.env, DATABASE_URL: appUrl }
    const times: Times = JSON.parse(await withProgress('Pages', () => outputOf(process.execPath, [script], env)))
    const exporter = [join(root, 'server/audit/download.bench.ts'), `${Math.min(events, exportedEvents)}`]
    const exported: Export[] = JSON.parse(await withProgress('Export', () => outputOf(process.execPath, exporter, env)))
    const figures = { pages: Object.entries(times).map(figureOf), export: exported.map(exportFigure) }
    recordFigures(about, ['pages', 'export'], machine, figures)
  } finally {
    await processes.stopAll()
    rmSync(data, { recursive: true, force: true })
  }
}

const formatMs = (value: number) => `${value.toFixed(1)} ms`

const figureOf = ([filter, { pageMs, countMs }]: [string, Times[string]]): Figure =>
  atMost(
    filter,
    Math.max(...pageMs),
    maxPageMs,
    formatMs,
    `(median ${formatMs(median(pageMs))}; count ${formatMs(countMs)})`,
  )

const exportFigure = ({ kind, idle, peak, seconds, bytes }: Export): Figure =>
  atMost(
    `${kind}, memory over idle`,
    peak - idle,
    maxExportBytes,
    megabytes,
    `(idle ${megabytes(idle)}, peak ${megabytes(peak)}; ${megabytes(bytes)} in ${seconds.toFixed(1)} s)`,
  )

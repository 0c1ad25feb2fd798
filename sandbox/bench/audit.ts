import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../machine/command.ts'
import { Processes } from '../machine/processes.ts'
import { withProgress } from '../machine/progress.ts'
import { writeAuditRows } from '../services/audit-rows.ts'
import { startMigratedPostgres, withClient } from '../services/postgres.ts'
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
in both directions. Each is read three times, and the median counts. The figure is the slowest page; the median and p95 are
of all reads. Counts stop at 10,000. Export: a process that answers the download of the newest ${count(exportedEvents)} events, with
another one that reads them; its peak memory over idle, after a download of a thousandth of them. Only Postgres runs, with
its default settings.`,
}

/** What a server needs for one export: memory in bytes, and seconds. */
type Export = { kind: string; idle: number; peak: number; seconds: number; bytes: number }

type Times = Record<string, { pageMs: number[]; readMs: number[]; countMs: number }>

/**
 * Runs `npm run bench -- audit`: prints the rows and writes them into BENCHMARKS.md. LECTERN_DATA keeps the events in that
 * folder for the next run.
 */
export async function benchAudit(): Promise<void> {
  const machine = await readMachine()
  const kept = process.env.LECTERN_DATA
  const data = kept ?? mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const processes = new Processes(join(data, 'logs'))
  try {
    const { ownerUrl, appUrl } = await withProgress('Database', () => startMigratedPostgres({ data, processes }))
    const to = new Date()
    const from = new Date(to.getTime() - months * 30.4 * 86_400_000)
    if (await isEmpty(ownerUrl))
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
    if (!kept) rmSync(data, { recursive: true, force: true })
  }
}

const isEmpty = (ownerUrl: string) =>
  withClient(ownerUrl, async client => (await client.query('SELECT FROM audit_event LIMIT 1')).rowCount === 0)

const formatMs = (value: number) => `${value.toFixed(1)} ms`

const p95 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!

const figureOf = ([filter, { pageMs, readMs, countMs }]: [string, Times[string]]): Figure =>
  atMost(
    filter,
    Math.max(...pageMs),
    maxPageMs,
    formatMs,
    `(median ${formatMs(median(readMs))}, p95 ${formatMs(p95(readMs))}; count ${formatMs(countMs)})`,
  )

const exportFigure = ({ kind, idle, peak, seconds, bytes }: Export): Figure =>
  atMost(
    `${kind}, memory over idle`,
    peak - idle,
    maxExportBytes,
    megabytes,
    `(idle ${megabytes(idle)}, peak ${megabytes(peak)}; ${megabytes(bytes)} in ${seconds.toFixed(1)} s)`,
  )

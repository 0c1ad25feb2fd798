import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import type { SystemStatus } from './system.ts'
import { processLabel } from './system-labels.ts'

type Process = SystemStatus['processes'][number]

/** The servers and workers that run, and those that were lost within a day. */
export function ProcessesCard({ status: { processes } }: { status: SystemStatus }) {
  return (
    <Card title={t('system.processes')}>
      <DataTable label={t('system.processes')} columns={columns} rows={processes} />
    </Card>
  )
}

const columns: Column<Process>[] = [
  { title: t('system.process'), cell: ({ kind }) => processLabel(kind) },
  { title: t('system.state'), cell: process => <ProcessState process={process} /> },
  {
    title: t('system.host'),
    cell: ({ host, pid }) => t('system.hostWithPid', { host, pid: String(pid) }),
  },
  { title: t('system.version'), cell: ({ version }) => <code>{version}</code> },
  { title: t('system.started'), cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
]

function ProcessState({ process: { running, seenAt } }: { process: Process }) {
  if (running) return <Status tone="done">{t('system.running')}</Status>
  return (
    <Status tone="attention">
      {t.rich('system.lastSeen', { time: () => <RelativeTime key="time" at={seenAt} /> })}
    </Status>
  )
}

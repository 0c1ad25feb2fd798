import { Text } from '@mantine/core'
import { formatCount } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import type { SystemStatus } from './system.ts'
import { queueLabel } from './system-labels.ts'

type Queue = SystemStatus['queues'][number] & { id: string }

/** The work that waits for a worker, by queue. */
export function QueuesCard({ status: { queues } }: { status: SystemStatus }) {
  return (
    <Card title={t('system.queues')}>
      {queues.length === 0 ? (
        <Text>{t('system.queuesUnknown')}</Text>
      ) : (
        <DataTable
          label={t('system.queues')}
          columns={columns}
          rows={queues.map(queue => ({ ...queue, id: queue.name }))}
        />
      )}
    </Card>
  )
}

const columns: Column<Queue>[] = [
  {
    title: t('system.queueTitle'),
    cell: ({ name }) => (
      <>
        {queueLabel(name)}{' '}
        <Text component="code" size="sm" c="dimmed" fw={400}>
          {name}
        </Text>
      </>
    ),
  },
  { title: t('system.waiting'), cell: ({ waiting }) => formatCount(waiting) },
  { title: t('system.oldest'), cell: ({ oldest }) => (oldest ? <RelativeTime at={oldest} /> : '–') },
  { title: t('system.workers'), cell: ({ workers }) => formatCount(workers) },
]

import { Text } from '@mantine/core'
import { formatCount } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import type { SystemStatus } from './system.ts'
import { processLabel } from './system-labels.ts'

type SystemError = SystemStatus['errors'][number]

/** The errors in the logs of all processes, those that happened last first. */
export function ErrorsCard({ status: { errors } }: { status: SystemStatus }) {
  return (
    <Card title={t('system.errors')} id="errors">
      <Text size="sm" c="dimmed" mb="md">
        {t('system.errorsHelp')}
      </Text>
      {errors.length === 0 ? (
        <Text>{t('system.noErrors')}</Text>
      ) : (
        <DataTable label={t('system.errors')} columns={columns} rows={errors} />
      )}
    </Card>
  )
}

const columns: Column<SystemError>[] = [
  {
    title: t('system.error'),
    cell: ({ message, code }) => (
      <>
        {message}{' '}
        <Text component="code" size="sm" c="dimmed" fw={400}>
          {code}
        </Text>
      </>
    ),
  },
  { title: t('system.process'), cell: ({ process }) => processLabel(process) },
  { title: t('system.times'), cell: ({ count }) => formatCount(count) },
  { title: t('system.last'), cell: ({ lastAt }) => <RelativeTime at={lastAt} /> },
  { title: t('system.first'), cell: ({ firstAt }) => <RelativeTime at={firstAt} /> },
  { title: t('system.requestId'), cell: ({ requestId }) => (requestId ? <code>{requestId}</code> : '–') },
]

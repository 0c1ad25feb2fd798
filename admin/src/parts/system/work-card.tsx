import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { formatCount } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import type { SystemStatus } from './system.ts'
import { workLabel } from './system-labels.ts'

type Work = SystemStatus['openWork'][number] & { id: string }

/** What has started and not finished, with the package that has been at it the longest. */
export function WorkCard({ status: { openWork } }: { status: SystemStatus }) {
  return (
    <Card title={t('system.work')}>
      {openWork.length === 0 ? (
        <Text>{t('system.noWork')}</Text>
      ) : (
        <DataTable
          label={t('system.work')}
          columns={columns}
          rows={openWork.map(work => ({ ...work, id: work.kind }))}
        />
      )}
    </Card>
  )
}

const columns: Column<Work>[] = [
  { title: t('system.workTitle'), cell: ({ kind }) => workLabel(kind) },
  { title: t('system.open'), cell: ({ count }) => formatCount(count) },
  { title: t('system.oldestStarted'), cell: ({ oldestAt }) => <RelativeTime at={oldestAt} /> },
  {
    title: t('system.package'),
    cell: ({ package: { slug, title } }) => (
      <Anchor component={Link} to={`/packages/${slug}`} inherit>
        {title}
      </Anchor>
    ),
  },
]

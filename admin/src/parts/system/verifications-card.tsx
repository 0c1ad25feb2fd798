import { Anchor, Text } from '@mantine/core'
import { Link } from 'react-router'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { verificationLabel, verificationTone, verifiedLabel } from '../verify/verification-labels.ts'
import type { SystemStatus } from './system.ts'

type Run = SystemStatus['verifications'][number]

/** The verifications that started last in any package, with their results. */
export function VerificationsCard({ status: { verifications } }: { status: SystemStatus }) {
  return (
    <Card title={t('system.verifications')}>
      {verifications.length === 0 ? (
        <Text>{t('system.noVerifications')}</Text>
      ) : (
        <DataTable label={t('system.verifications')} columns={columns} rows={verifications} />
      )}
    </Card>
  )
}

const columns: Column<Run>[] = [
  {
    title: t('system.verified'),
    cell: run => (
      <Anchor component={Link} to={`/packages/${run.package.slug}?show=releases`} inherit>
        {run.package.title}, {verifiedLabel(run)}
      </Anchor>
    ),
  },
  {
    title: t('system.result'),
    cell: run => (
      <>
        <Status tone={verificationTone(run)}>{verificationLabel(run)}</Status>
        {run.error && <Text size="sm">{run.error.message}</Text>}
      </>
    ),
  },
  { title: t('system.verificationStarted'), cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
]

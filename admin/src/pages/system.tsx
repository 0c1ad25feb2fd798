import { Text } from '@mantine/core'
import { useQuery, useSubscription } from 'urql'
import { formatTimeOfSecond } from '../format/date.ts'
import { graphql } from '../graphql/tada.ts'
import { Forbidden } from '../parts/access/forbidden.tsx'
import { LoadingSkeleton } from '../parts/loading-skeleton.tsx'
import { PageTitle } from '../parts/page-title.tsx'
import { ErrorNotice } from '../parts/problem/error-notice.tsx'
import { AuditCard } from '../parts/system/audit-card.tsx'
import { CleanupCard } from '../parts/system/cleanup-card.tsx'
import { ErrorsCard } from '../parts/system/errors-card.tsx'
import { Problems } from '../parts/system/problems.tsx'
import { ProcessesCard } from '../parts/system/processes-card.tsx'
import { QueuesCard } from '../parts/system/queues-card.tsx'
import { ServicesCard } from '../parts/system/services-card.tsx'
import { dryRunActions, newestStatus, SystemStatusFields } from '../parts/system/system.ts'
import { VerificationsCard } from '../parts/system/verifications-card.tsx'
import { WorkCard } from '../parts/system/work-card.tsx'
import { useRefetchOnEvents } from '../parts/use-refetch-on-events.ts'
import { t } from '../texts/texts.ts'
import classes from './system.module.css'

const SystemQuery = graphql(
  `
    query System {
      systemStatus {
        checkedAt
        ...SystemStatusFields
      }
    }
  `,
  [SystemStatusFields],
)

const SystemChanged = graphql(
  `
    subscription SystemChanged {
      systemChanged {
        checkedAt
        ...SystemStatusFields
      }
    }
  `,
  [SystemStatusFields],
)

/** Whether the installation works: what is wrong and what to do, then its parts. The server sends it anew every few seconds. */
export default function SystemPage() {
  const [{ data, error }, refetch] = useQuery({ query: SystemQuery, requestPolicy: 'cache-and-network' })
  const [{ data: pushed }] = useSubscription({ query: SystemChanged, pause: !data?.systemStatus })
  useRefetchOnEvents(dryRunActions, refetch)
  if (data && !data.systemStatus) return <Forbidden permission="system.read" />
  const status = newestStatus(data?.systemStatus, pushed?.systemChanged)
  return (
    <div className={classes.page}>
      <PageTitle
        aside={
          status && (
            <Text size="sm" c="dimmed">
              {t('system.asOf', { time: formatTimeOfSecond(new Date(status.checkedAt)) })}
            </Text>
          )
        }
      >
        {t('system.title')}
      </PageTitle>
      <div className={classes.cards}>
        <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
        {!status && !error && <LoadingSkeleton lines={8} />}
        {status && (
          <>
            <Problems status={status} />
            <ServicesCard status={status} />
            <ProcessesCard status={status} />
            <QueuesCard status={status} />
            <WorkCard status={status} />
            <VerificationsCard status={status} />
            <CleanupCard status={status} />
            <AuditCard />
            <ErrorsCard status={status} />
          </>
        )}
      </div>
    </div>
  )
}

import { Text } from '@mantine/core'
import { useQuery } from 'urql'
import { PageInfoFields } from '../../../graphql/page-info.ts'
import { graphql } from '../../../graphql/tada.ts'
import { t } from '../../../texts/texts.ts'
import { ClockIcon } from '../../../theme/icons.tsx'
import { CursorPager, useCursorPages } from '../../cursor-pager.tsx'
import { EmptyState } from '../../empty-state.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { ScheduledDeploymentFields } from '../../schedule/scheduled-deployment.ts'
import { useRefetchOnEvents } from '../../use-refetch-on-events.ts'
import { type Environment, environmentActions } from '../environment.ts'
import { ScheduleList } from './schedule-list.tsx'

const ScheduleQuery = graphql(
  `
    query Schedule($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
      environment(slug: $slug) {
        id
        open: scheduledDeployments(open: true, last: 100) {
          totalCount
          nodes {
            id
            ...ScheduledDeploymentFields
          }
        }
        past: scheduledDeployments(open: false, first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo {
            ...PageInfoFields
          }
          nodes {
            id
            ...ScheduledDeploymentFields
          }
        }
      }
    }
  `,
  [PageInfoFields, ScheduledDeploymentFields],
)

/** The scheduled deployments of an environment: those to come, the next one first, and past ones with their results. */
export default function SchedulePanel({ environment, timeZone }: Props) {
  const [{ data, error }, refetch] = useQuery({
    query: ScheduleQuery,
    variables: { slug: environment.slug, ...useCursorPages(20) },
    requestPolicy: 'cache-and-network',
  })
  useRefetchOnEvents(environmentActions, refetch)
  const { open, past } = data?.environment ?? {}
  if (open && past && open.totalCount + past.totalCount === 0)
    return (
      <EmptyState icon={<ClockIcon />} title={t('environments.noScheduleTitle')} order={2}>
        {t('environments.noSchedule')}
      </EmptyState>
    )
  return (
    <>
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {!open && !error && <LoadingSkeleton lines={5} />}
      {timeZone && (
        <Text size="sm" c="dimmed" mb="lg">
          {t('environments.zone', { zone: timeZone })}
        </Text>
      )}
      {open && open.totalCount > 0 && (
        <ScheduleList title={t('environments.toCome')} schedules={open.nodes.toReversed()} timeZone={timeZone} />
      )}
      {past && past.totalCount > 0 && (
        <>
          <ScheduleList title={t('environments.past')} schedules={past.nodes} timeZone={timeZone} />
          <CursorPager pageInfo={past.pageInfo} total={past.totalCount} label={t('environments.pastPages')} />
        </>
      )}
    </>
  )
}

type Props = { environment: Environment; timeZone: string | null }

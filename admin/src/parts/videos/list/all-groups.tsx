import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useQuery, useSubscription } from 'urql'
import { t } from '../../../texts/texts.ts'
import { VideoIcon } from '../../../theme/icons.tsx'
import { EmptyState } from '../../empty-state.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { GroupSection } from './group-section.tsx'
import { GROUPS, VideoGroupsChanged, VideoGroupsQuery } from './listed-video.ts'
import { totalsLabel } from './totals.ts'
import type { View } from './view-choice.tsx'

/** The first videos of each group, and the totals of all in one line. */
export function AllGroups({ slug, view, viewChoice }: { slug: string; view: View; viewChoice: ReactNode }) {
  const variables = { slug }
  const [{ data, error }, refetch] = useQuery({
    query: VideoGroupsQuery,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const groups = data?.package
  useSubscription({ query: VideoGroupsChanged, variables, pause: !groups })
  if (!groups)
    return error ? (
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
    ) : (
      <LoadingSkeleton lines={6} />
    )
  if (GROUPS.every(group => !groups[group]?.totalCount))
    return (
      <EmptyState icon={<VideoIcon />} title={t('videos.emptyTitle')}>
        {t('videos.empty')}
      </EmptyState>
    )
  return (
    <Stack gap="xl">
      <Group justify="space-between" gap="sm">
        <Text>{totalsLabel(groups)}</Text>
        {viewChoice}
      </Group>
      <ErrorNotice error={error} />
      {GROUPS.map(group => {
        const videos = groups[group]
        if (!videos?.totalCount) return null
        return (
          <GroupSection
            key={group}
            group={group}
            videos={videos}
            view={view}
            transcodeStatus={groups.transcode?.status}
          />
        )
      })}
    </Stack>
  )
}

import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useQuery, useSubscription } from 'urql'
import { t } from '../../../texts/texts.ts'
import { VideoIcon } from '../../../theme/icons.tsx'
import { EmptyState } from '../../empty-state.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { ReencodeNotice } from '../reencode/reencode-notice.tsx'
import type { Transcode } from '../transcode.ts'
import { GroupSection } from './group-section.tsx'
import { GROUPS, VideoGroupsChanged, VideoGroupsQuery } from './listed-video.ts'
import { Processing } from './processing.tsx'
import { totalsLabel } from './totals.ts'
import type { View } from './view-choice.tsx'

/** The first videos of each group, and the totals of all in one line. */
export function AllGroups({ slug, transcode, view, viewChoice }: Props) {
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
  const totals = <Text>{totalsLabel(groups)}</Text>
  return (
    <Stack gap="xl">
      {transcode ? (
        <Processing key={transcode.id} transcode={transcode} totals={totals} viewChoice={viewChoice} />
      ) : (
        <Group justify="space-between" gap="sm">
          {totals}
          {viewChoice}
        </Group>
      )}
      <ErrorNotice error={error} />
      {groups.reencodeEstimate && <ReencodeNotice slug={slug} estimate={groups.reencodeEstimate} />}
      {GROUPS.map(group => {
        const videos = groups[group]
        if (!videos?.totalCount) return null
        return (
          <GroupSection
            key={group}
            slug={slug}
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

type Props = { slug: string; transcode: Transcode | null; view: View; viewChoice: ReactNode }

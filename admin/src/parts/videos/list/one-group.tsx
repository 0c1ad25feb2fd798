import { Anchor, Group, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useQuery, useSubscription } from 'urql'
import { t } from '../../../texts/texts.ts'
import { useAddress, withParams } from '../../address.ts'
import { CursorPager, useCursorPages } from '../../cursor-pager.tsx'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { GroupSection } from './group-section.tsx'
import { type Group as GroupName, OneGroupChanged, OneGroupQuery } from './listed-video.ts'
import type { View } from './view-choice.tsx'

/** All videos of one group, 50 a page. */
export function OneGroup({ slug, group, view, viewChoice }: Props) {
  const { params } = useAddress()
  const variables = { slug, group, ...useCursorPages(50) }
  const [{ data, error }, refetch] = useQuery({ query: OneGroupQuery, variables, requestPolicy: 'cache-and-network' })
  const pkg = data?.package
  useSubscription({ query: OneGroupChanged, variables, pause: !pkg })
  const videos = pkg?.videos
  return (
    <Stack gap="xl">
      <Group justify="space-between" gap="sm">
        <Anchor component={Link} to={`?${withParams(params, { group: null })}`} preventScrollReset size="sm" fw={600}>
          {t('videos.allGroups')}
        </Anchor>
        {viewChoice}
      </Group>
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {!videos && !error && <LoadingSkeleton lines={6} />}
      {videos && (
        <div>
          <GroupSection
            slug={slug}
            group={group}
            videos={videos}
            view={view}
            transcodeStatus={pkg.transcode?.status}
            isAlone
          />
          <CursorPager pageInfo={videos.pageInfo} total={videos.totalCount} label={t('videos.pagesOfGroup')} />
        </div>
      )}
    </Stack>
  )
}

type Props = { slug: string; group: GroupName; view: View; viewChoice: ReactNode }

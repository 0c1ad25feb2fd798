import { Anchor, Group, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatCount } from '../../../format/count.ts'
import { usePackagePermission } from '../../../graphql/use-package-permission.ts'
import { t } from '../../../texts/texts.ts'
import { useAddress, withParams } from '../../address.ts'
import type { Transcode } from '../transcode.ts'
import type { Group as GroupName, ListedVideos } from './listed-video.ts'
import { RetryButtons } from './retry-buttons.tsx'
import { VideoGrid } from './video-grid.tsx'
import { VideoTable } from './video-table.tsx'
import type { View } from './view-choice.tsx'

/** The videos of one group below its name. `isAlone`: the pages of the group follow, so nothing leads to the rest of it. */
export function GroupSection({ slug, group, videos, view, transcodeStatus, isAlone }: Props) {
  const { params } = useAddress()
  const canTranscode = usePackagePermission('package.transcode')
  const title = t('videos.group', { group })
  const List = view === 'grid' ? VideoGrid : VideoTable
  return (
    <section aria-label={title}>
      <Group justify="space-between" gap="sm" mb="sm" mih={30}>
        <Group gap="sm">
          <Title order={2}>{title}</Title>
          <Text c="dimmed">{formatCount(videos.totalCount)}</Text>
        </Group>
        {group === 'FAILED' && canTranscode && (
          <RetryButtons slug={slug} videos={videos.nodes} totalCount={videos.totalCount} />
        )}
      </Group>
      <List label={title} videos={videos.nodes} transcodeStatus={transcodeStatus ?? 'SUCCEEDED'} />
      {!isAlone && videos.totalCount > videos.nodes.length && (
        <Anchor
          component={Link}
          to={`?${withParams(params, { group: group.toLowerCase() })}`}
          preventScrollReset
          size="sm"
          fw={600}
          mt="sm"
          display="inline-block"
        >
          {t('videos.showGroup', { count: videos.totalCount, group: title })}
        </Anchor>
      )}
    </section>
  )
}

type Props = {
  slug: string
  group: GroupName
  videos: ListedVideos
  view: View
  transcodeStatus: Transcode['status'] | undefined
  isAlone?: boolean
}

import { Anchor, Group, Text, VisuallyHidden } from '@mantine/core'
import { Link } from 'react-router'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { useAddress, withParams } from '../address.ts'
import { Card } from '../card.tsx'
import { Status } from '../status.tsx'
import { CostLine } from './cost-line.tsx'
import { StopButton } from './stop-button.tsx'
import type { Transcode } from './transcode.ts'
import { playbackNote, videosBadge, videosSummary } from './transcode-labels.ts'
import { TranscodeState } from './transcode-state.tsx'
import { useCancel } from './use-cancel.ts'
import { unfinishedVideos } from './video-labels.ts'
import { VideoRow } from './video-row.tsx'
import classes from './videos-card.module.css'

const MAX_VIDEOS = 3

/** The videos of a package at a glance: how many are ready, what they cost, and which need a person. */
export function VideosCard({ transcode }: { transcode: Transcode }) {
  const canTranscode = usePackagePermission('package.transcode')
  const cancellation = useCancel(transcode)
  const badge = videosBadge(transcode)
  return (
    <Card
      id="videos"
      title={t('videos.title')}
      aside={
        <Group gap={10} wrap="nowrap">
          {badge && <Status tone={badge.isComplete ? 'done' : 'waiting'}>{badge.text}</Status>}
          <StopButton transcode={transcode} cancellation={cancellation} />
        </Group>
      }
    >
      <TranscodeState transcode={transcode} cancellation={cancellation} />
      <Text mt={10}>{playbackNote(transcode)}</Text>
      <CostLine transcode={transcode} />
      <UnfinishedVideos transcode={transcode} canRetry={canTranscode} />
      <VisuallyHidden role="status" aria-live="polite">
        {videosSummary(transcode)}
      </VisuallyHidden>
    </Card>
  )
}

/** The first videos that are not ready, failed ones before others, and the way to all of them. */
function UnfinishedVideos({ transcode, canRetry }: { transcode: Transcode; canRetry: boolean }) {
  const { params } = useAddress()
  const videos = unfinishedVideos(transcode.videos?.nodes ?? []).slice(0, MAX_VIDEOS)
  return (
    <>
      <ul className={classes.videos}>
        {videos.map(video => (
          <VideoRow key={video.id} video={video} transcodeStatus={transcode.status} canRetry={canRetry} />
        ))}
      </ul>
      <Anchor
        component={Link}
        to={`?${withParams(params, { show: 'videos', group: null })}`}
        preventScrollReset
        size="sm"
        fw={600}
        mt={10}
        display="inline-block"
      >
        {t('videos.showAll', { count: transcode.videos?.totalCount ?? 0 })}
      </Anchor>
    </>
  )
}

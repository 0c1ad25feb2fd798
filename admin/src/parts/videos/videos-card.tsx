import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { Status } from '../status.tsx'
import { BudgetPause } from './budget-pause.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { CostLine } from './cost-line.tsx'
import { hasPausedVideos } from './pause-labels.ts'
import type { Transcode } from './transcode.ts'
import { canceledLabel, encodingPercent, playbackNote, videosBadge, videosSummary } from './transcode-labels.ts'
import { useCancel } from './use-cancel.ts'
import { failedFirst } from './video-labels.ts'
import { VideoRow } from './video-row.tsx'
import classes from './videos-card.module.css'

const MAX_COLLAPSED_VIDEOS = 8

/** The videos of a package: how many are ready, what they cost, and the state of each. */
export function VideosCard({ transcode }: { transcode: Transcode }) {
  const canTranscode = usePackagePermission('package.transcode')
  const cancellation = useCancel(transcode)
  const badge = videosBadge(transcode)
  const isOpen = transcode.finishedAt === null
  const isPaused = isOpen && hasPausedVideos(transcode)
  return (
    <Card
      id="videos"
      title={t('videos.title')}
      aside={
        <Group gap={10} wrap="nowrap">
          {badge && <Status tone={badge.isComplete ? 'done' : 'waiting'}>{badge.text}</Status>}
          {isOpen && canTranscode && (
            <Button
              ref={cancellation.button}
              variant="default"
              size="xs"
              aria-label={cancellation.isCanceling ? undefined : t('videos.stopNamed')}
              disabled={cancellation.isCanceling || cancellation.isConfirming}
              onClick={cancellation.askToConfirm}
            >
              {cancellation.isCanceling ? t('videos.stopping') : t('videos.stop')}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap={10}>
        {isOpen && !isPaused && <ProgressBar thin label={t('videos.progress')} percent={encodingPercent(transcode)} />}
        {cancellation.isConfirming && <CancelDialog onConfirm={cancellation.cancel} onDismiss={cancellation.dismiss} />}
        <ErrorNotice error={cancellation.error} />
        {isPaused && <BudgetPause key={transcode.id} transcode={transcode} />}
        {transcode.status === 'CANCELED' && (
          <Notice tone="info">
            {t.rich('videos.stopped', {
              b: chunks => <b>{chunks}</b>,
              detail: canceledLabel(transcode, canTranscode),
            })}
          </Notice>
        )}
        <div>
          <Text>{playbackNote(transcode)}</Text>
          <CostLine transcode={transcode} />
        </div>
        {transcode.error && <Notice tone="error">{transcode.error.message}</Notice>}
      </Stack>
      <VideoList transcode={transcode} canRetry={canTranscode} />
      <VisuallyHidden role="status" aria-live="polite">
        {videosSummary(transcode)}
      </VisuallyHidden>
    </Card>
  )
}

function VideoList({ transcode, canRetry }: { transcode: Transcode; canRetry: boolean }) {
  const [isExpanded, setIsExpanded] = useState(false)
  const videos = failedFirst(transcode.videos?.nodes ?? [])
  const visibleVideos = isExpanded ? videos : videos.slice(0, MAX_COLLAPSED_VIDEOS)
  const unlistedCount = (transcode.videos?.totalCount ?? 0) - videos.length
  return (
    <>
      <ul className={classes.videos}>
        {visibleVideos.map(video => (
          <VideoRow key={video.id} video={video} transcodeStatus={transcode.status} canRetry={canRetry} />
        ))}
      </ul>
      {visibleVideos.length < videos.length && (
        <Button variant="subtle" size="compact-sm" ml={-8} mt={6} onClick={() => setIsExpanded(true)}>
          {t('videos.showAll', { count: videos.length })}
        </Button>
      )}
      {isExpanded && unlistedCount > 0 && (
        <Text size="sm" c="dimmed" mt={8}>
          {t('videos.more', { count: unlistedCount })}
        </Text>
      )}
    </>
  )
}

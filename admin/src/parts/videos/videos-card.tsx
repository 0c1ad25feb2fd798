import { Anchor, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { Link } from 'react-router'
import { usePackagePermission } from '../../graphql/use-package-permission.ts'
import { t } from '../../texts/texts.ts'
import { useAddress, withParams } from '../address.ts'
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
import { unfinishedVideos } from './video-labels.ts'
import { VideoRow } from './video-row.tsx'
import classes from './videos-card.module.css'

const MAX_VIDEOS = 3

/** The videos of a package at a glance: how many are ready, what they cost, and which need a person. */
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

import { Button } from '@mantine/core'
import { useMutation } from 'urql'
import { formatDuration } from '../../format/duration.ts'
import { splitPath } from '../../format/path.ts'
import { t } from '../../texts/texts.ts'
import { CheckIcon, ClockIcon, ErrorIcon, PauseIcon, SyncIcon } from '../../theme/icons.tsx'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { RetryVideo, type Transcode, type Video } from './transcode.ts'
import { isRetryable, type VideoTone, videoState } from './video-labels.ts'
import classes from './videos-card.module.css'

const ICONS: Record<VideoTone, typeof CheckIcon> = {
  success: CheckIcon,
  running: SyncIcon,
  waiting: ClockIcon,
  stopped: PauseIcon,
  error: ErrorIcon,
}

/** One video: its path, state, and length, and a retry button if it can be retried. */
export function VideoRow({
  video,
  transcodeStatus,
  canRetry,
}: {
  video: Video
  transcodeStatus: Transcode['status']
  canRetry: boolean
}) {
  const [{ fetching, error }, retry] = useMutation(RetryVideo)
  const { folder, name } = splitPath(video.path)
  const { text, tone } = videoState(video, transcodeStatus)
  const Icon = ICONS[tone]
  return (
    <li className={classes.video} data-tone={tone}>
      <span className={classes.icon}>
        <Icon />
      </span>
      <div>
        <div className={classes.name}>
          <span className={classes.folder}>{folder}</span>
          {name}
        </div>
        <div className={classes.state}>{text}</div>
      </div>
      <div className={classes.actions}>
        {video.durationSeconds !== null && (
          <span className={classes.length}>{formatDuration(video.durationSeconds)}</span>
        )}
        {canRetry && isRetryable(video) && (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={t('videos.retryNamed', { name })}
            loading={fetching}
            onClick={() => retry({ id: video.id })}
          >
            {t('videos.retry')}
          </Button>
        )}
      </div>
      <div className={classes.details}>
        {tone === 'running' && <ProgressBar thin label={name} percent={video.percent} />}
        {video.error && <div className={classes.error}>{video.error.message}</div>}
        <ErrorNotice error={error} />
      </div>
    </li>
  )
}

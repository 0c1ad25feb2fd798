import { useMutation } from 'urql'
import { formatDuration } from '../../format/duration.ts'
import { splitPath } from '../../format/path.ts'
import { t } from '../../texts/texts.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { ServerButton } from '../server-button.tsx'
import { Status } from '../status.tsx'
import { RetryVideo, type Transcode, type Video } from './transcode.ts'
import { isRetryable, videoState } from './video-labels.ts'
import classes from './videos-card.module.css'

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
  return (
    <li className={classes.video}>
      <div>
        <div className={classes.name}>
          <span className={classes.folder}>{folder}</span>
          {name}
        </div>
        <Status tone={tone}>{text}</Status>
      </div>
      <div className={classes.actions}>
        {video.durationSeconds !== null && (
          <span className={classes.length}>{formatDuration(video.durationSeconds)}</span>
        )}
        {canRetry && isRetryable(video) && (
          <ServerButton
            variant="default"
            size="compact-xs"
            aria-label={t('videos.retryNamed', { name })}
            loading={fetching}
            onClick={() => retry({ id: video.id })}
          >
            {t('videos.retry')}
          </ServerButton>
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

import { Button } from '@mantine/core'
import { useMutation } from 'urql'
import { CheckIcon, ClockIcon, ErrorIcon, PauseIcon, SyncIcon } from '../../theme/icons.tsx'
import { formatDuration } from '../../format/duration.ts'
import { splitPath } from '../../format/path.ts'
import { ErrorNotice } from '../problem/error-notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { RetryVideo, type Transcode, type Video } from './transcode.ts'
import { isRetryable, type VideoTone, videoState } from './video-labels.ts'
import classes from './videos-card.module.css'

const ICONS: Record<VideoTone, typeof CheckIcon> = {
  good: CheckIcon,
  going: SyncIcon,
  waiting: ClockIcon,
  stopped: PauseIcon,
  bad: ErrorIcon,
}

/** One video: its name, its state, how long it plays, and another try where one is due. `of`: the state of the whole. */
export function VideoRow({
  video,
  of: transcodeStatus,
  mayRetry: canRetry,
}: {
  video: Video
  of: Transcode['status']
  mayRetry: boolean
}) {
  const [{ fetching, error }, retry] = useMutation(RetryVideo)
  const { folder, name } = splitPath(video.path)
  const { text, tone } = videoState(video, transcodeStatus)
  const Icon = ICONS[tone]
  return (
    <li className={classes.video} data-mood={tone}>
      <span className={classes.mark}>
        <Icon />
      </span>
      <div>
        <div className={classes.name}>
          <span className={classes.folder}>{folder}</span>
          {name}
        </div>
        <div className={classes.state}>{text}</div>
      </div>
      <div className={classes.end}>
        {video.durationSeconds !== null && (
          <span className={classes.length}>{formatDuration(video.durationSeconds)}</span>
        )}
        {canRetry && isRetryable(video) && (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`Try ${name} again`}
            loading={fetching}
            onClick={() => retry({ id: video.id })}
          >
            Try again
          </Button>
        )}
      </div>
      <div className={classes.below}>
        {tone === 'going' && <ProgressBar thin label={name} percent={video.percent} />}
        {video.error && <div className={classes.error}>{video.error.message}</div>}
        <ErrorNotice error={error} />
      </div>
    </li>
  )
}

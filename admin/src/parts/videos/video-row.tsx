import { Button } from '@mantine/core'
import { useMutation } from 'urql'
import { CheckIcon, ClockIcon, PauseIcon, StopIcon, SyncIcon } from '../../look/icons.tsx'
import { clock } from '../../text/duration.ts'
import { splitPath } from '../../text/path.ts'
import { TroubleNote } from '../problem/trouble-note.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { RetryVideo, type Transcode, type Video } from './transcode.ts'
import { mayTryAgain, type VideoMood, videoState } from './video-words.ts'
import classes from './videos-card.module.css'

const ICONS: Record<VideoMood, typeof CheckIcon> = {
  good: CheckIcon,
  going: SyncIcon,
  waiting: ClockIcon,
  stopped: PauseIcon,
  bad: StopIcon,
}

/** One video: its name, its state, how long it plays, and another try where one is due. `of`: the state of the whole. */
export function VideoRow({ video, of, mayRetry }: { video: Video; of: Transcode['status']; mayRetry: boolean }) {
  const [{ fetching, error }, retry] = useMutation(RetryVideo)
  const { folder, name } = splitPath(video.path)
  const { words, mood } = videoState(video, of)
  const Icon = ICONS[mood]
  return (
    <li className={classes.video} data-mood={mood}>
      <span className={classes.mark}>
        <Icon />
      </span>
      <div>
        <div className={classes.name}>
          <span className={classes.folder}>{folder}</span>
          {name}
        </div>
        <div className={classes.state}>{words}</div>
      </div>
      <div className={classes.end}>
        {video.durationSeconds !== null && <span className={classes.length}>{clock(video.durationSeconds)}</span>}
        {mayRetry && mayTryAgain(video) && (
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
        {mood === 'going' && <ProgressBar thin label={name} percent={video.percent} />}
        {video.error && <div className={classes.error}>{video.error.message}</div>}
        <TroubleNote error={error} />
      </div>
    </li>
  )
}

import { CheckIcon, ClockIcon, StopIcon, SyncIcon } from '../../look/icons.tsx'
import { clock } from '../../text/duration.ts'
import { splitPath } from '../../text/path.ts'
import { ProgressBar } from '../progress-bar.tsx'
import type { Video } from './transcode.ts'
import { type VideoMood, videoState } from './video-words.ts'
import classes from './videos-card.module.css'

const ICONS: Record<VideoMood, typeof CheckIcon> = {
  good: CheckIcon,
  going: SyncIcon,
  waiting: ClockIcon,
  bad: StopIcon,
}

/** One video: its name, its state, how long it plays. */
export function VideoRow({ video }: { video: Video }) {
  const { folder, name } = splitPath(video.path)
  const { words, mood } = videoState(video)
  const Icon = ICONS[mood]
  return (
    <li className={classes.video} data-mood={mood}>
      <span className={classes.mark}>
        <Icon />
      </span>
      <div className={classes.what}>
        <div className={classes.name}>
          <span className={classes.folder}>{folder}</span>
          {name}
        </div>
        <div className={classes.state}>
          {words}
          {video.reused && mood === 'good' && ' · made earlier'}
        </div>
        {mood === 'going' && <ProgressBar thin label={name} percent={video.percent} />}
        {video.error && <div className={classes.error}>{video.error.message}</div>}
      </div>
      {video.durationSeconds !== null && <span className={classes.length}>{clock(video.durationSeconds)}</span>}
    </li>
  )
}

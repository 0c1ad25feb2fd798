import { Stack } from '@mantine/core'
import { splitPath } from '../../../format/path.ts'
import { ProgressBar } from '../../progress-bar.tsx'
import { Status } from '../../status.tsx'
import type { Transcode } from '../transcode.ts'
import { videoState } from '../video-labels.ts'
import type { ListedVideo } from './listed-video.ts'
import classes from './video-list.module.css'

/** The state of a video in words, its progress while it runs, and why it failed. */
export function VideoState({ video, transcodeStatus }: { video: ListedVideo; transcodeStatus: Transcode['status'] }) {
  const { text, tone } = videoState(video, transcodeStatus)
  return (
    <Stack gap={4}>
      <Status tone={tone}>{text}</Status>
      {tone === 'running' && <ProgressBar thin label={splitPath(video.path).name} percent={video.percent} />}
      {video.error && <span className={classes.error}>{video.error.message}</span>}
    </Stack>
  )
}

import { useState } from 'react'
import { formatDuration } from '../../../format/duration.ts'
import { VideoIcon } from '../../../theme/icons.tsx'
import type { ListedVideo } from './listed-video.ts'
import classes from './video-list.module.css'

/** The picture of a video, with its length in the grid. A symbol takes its place while there is none. */
export function Poster({ video, isLarge }: { video: ListedVideo; isLarge?: boolean }) {
  const url = video.playlist?.posterUrl ?? null
  const [failedUrl, setFailedUrl] = useState<string | null>(null)
  return (
    <span className={classes.poster} data-large={isLarge || undefined}>
      {url && url !== failedUrl ? (
        <img src={url} alt="" loading="lazy" decoding="async" onError={() => setFailedUrl(url)} />
      ) : (
        <VideoIcon />
      )}
      {isLarge && video.durationSeconds !== null && (
        <span className={classes.length}>{formatDuration(video.durationSeconds)}</span>
      )}
    </span>
  )
}

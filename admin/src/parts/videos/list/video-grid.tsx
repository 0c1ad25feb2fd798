import { Poster } from './poster.tsx'
import { VideoLink } from './video-link.tsx'
import classes from './video-list.module.css'
import { VideoState } from './video-state.tsx'
import type { ListProps } from './video-table.tsx'

/** Videos as pictures. Each path opens the video's panel. */
export function VideoGrid({ label, videos, transcodeStatus }: ListProps) {
  return (
    <ul className={classes.grid} aria-label={label}>
      {videos.map(video => (
        <li key={video.id}>
          <Poster video={video} isLarge />
          <VideoLink video={video} />
          <VideoState video={video} transcodeStatus={transcodeStatus} />
        </li>
      ))}
    </ul>
  )
}

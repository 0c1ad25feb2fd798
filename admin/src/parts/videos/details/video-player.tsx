import { useRef } from 'react'
import classes from './details.module.css'
import { PlayerFailure } from './player-failure.tsx'
import { useLastingUrl } from './use-lasting-url.ts'

/** Plays the author's file. After its address has expired, it goes on at the same time from the next one. */
export function VideoPlayer({ src, poster, label, refetch }: Props) {
  const { url, hasFailed, fail } = useLastingUrl(src, refetch)
  const time = useRef(0)
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: the stream beside it has the captions */}
      <video
        className={classes.video}
        controls
        playsInline
        preload="metadata"
        crossOrigin="anonymous"
        aria-label={label}
        poster={poster ?? undefined}
        src={url}
        onTimeUpdate={({ currentTarget }) => {
          // It is 0 while another address is loaded.
          if (currentTarget.currentTime > 0) time.current = currentTarget.currentTime
        }}
        onLoadedMetadata={({ currentTarget }) => {
          if (time.current > 0) currentTarget.currentTime = time.current
        }}
        onError={fail}
      />
      <PlayerFailure hasFailed={hasFailed} retry={fail} />
    </>
  )
}

type Props = { src: string; poster: string | null; label: string; refetch: () => void }

import type Hls from 'hls.js/light'
import { useEffect, useRef } from 'react'
import classes from './details.module.css'
import { PlayerFailure } from './player-failure.tsx'
import { useLastingUrl } from './use-lasting-url.ts'
import type { Playlist } from './video-details.ts'

/** Plays the stream of a video with its captions, by hls.js where browsers do not play HLS by themselves. */
export function StreamPlayer({ url: newestUrl, poster, captions, label, refetch }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  const { url, hasFailed, fail } = useLastingUrl(newestUrl, refetch)
  const time = useRef(0)
  const onFailure = useRef(fail)
  onFailure.current = fail
  useEffect(() => {
    const element = video.current
    if (!element) return
    let hls: Hls | undefined
    let isOver = false
    const start = async () => {
      const { default: HlsPlayer } = await import('hls.js/light')
      if (isOver) return
      if (!HlsPlayer.isSupported()) {
        element.src = url
        return
      }
      hls = new HlsPlayer({ enableWorker: false, startPosition: time.current || -1 })
      hls.on(HlsPlayer.Events.ERROR, (_event, { fatal }) => {
        if (fatal) onFailure.current()
      })
      hls.loadSource(url)
      hls.attachMedia(element)
    }
    start()
    return () => {
      isOver = true
      hls?.destroy()
    }
  }, [url])
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: captions are tracks where the author made any */}
      <video
        ref={video}
        className={classes.video}
        controls
        playsInline
        preload="metadata"
        crossOrigin="anonymous"
        aria-label={label}
        poster={poster ?? undefined}
        onTimeUpdate={({ currentTarget }) => {
          // It is 0 while another address is loaded.
          if (currentTarget.currentTime > 0) time.current = currentTarget.currentTime
        }}
      >
        {captions.map(track => (
          <track
            key={`${track.language} ${track.kind}`}
            kind={track.kind === 'SDH' ? 'captions' : 'subtitles'}
            src={track.url}
            srcLang={track.language}
            label={track.label}
          />
        ))}
      </video>
      <PlayerFailure hasFailed={hasFailed} retry={fail} />
    </>
  )
}

type Props = {
  url: string
  poster: string | null
  captions: Playlist['captions']
  label: string
  refetch: () => void
}

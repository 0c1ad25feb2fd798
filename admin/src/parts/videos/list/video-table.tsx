import { formatBytes } from '../../../format/bytes.ts'
import { formatDuration } from '../../../format/duration.ts'
import { t } from '../../../texts/texts.ts'
import { type Column, DataTable } from '../../data-table.tsx'
import type { Transcode } from '../transcode.ts'
import type { ListedVideo } from './listed-video.ts'
import { Poster } from './poster.tsx'
import { priceLabel } from './price-label.ts'
import { VideoLink } from './video-link.tsx'
import classes from './video-list.module.css'
import { VideoState } from './video-state.tsx'

/** Videos as rows. Each path opens the video's panel. */
export function VideoTable({ label, videos, transcodeStatus }: ListProps) {
  const columns: Column<ListedVideo>[] = [
    {
      title: t('videos.video'),
      cell: video => (
        <span className={classes.video}>
          <Poster video={video} />
          <VideoLink video={video} />
        </span>
      ),
    },
    {
      title: t('videos.stateColumn'),
      cell: video => <VideoState video={video} transcodeStatus={transcodeStatus} />,
    },
    {
      title: t('videos.lengthAndSize'),
      cell: ({ durationSeconds, bytes }) => (
        <span className={classes.figure}>
          {durationSeconds !== null && <span>{formatDuration(durationSeconds)}</span>}
          <span className={classes.folder}>{formatBytes(bytes)}</span>
        </span>
      ),
    },
    { title: t('videos.price'), cell: video => <span className={classes.figure}>{priceLabel(video) ?? '–'}</span> },
    { title: t('videos.usedBy'), cell: ({ pages }) => t('videos.pageCount', { count: pages.length }) },
  ]
  return (
    <div className={classes.table}>
      <DataTable label={label} columns={columns} rows={videos} />
    </div>
  )
}

export type ListProps = { label: string; videos: readonly ListedVideo[]; transcodeStatus: Transcode['status'] }

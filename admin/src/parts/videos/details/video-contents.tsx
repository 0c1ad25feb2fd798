import { Stack } from '@mantine/core'
import { useMutation } from 'urql'
import { formatBytes } from '../../../format/bytes.ts'
import { formatDuration } from '../../../format/duration.ts'
import { splitPath } from '../../../format/path.ts'
import { usePackagePermission } from '../../../graphql/use-package-permission.ts'
import { t } from '../../../texts/texts.ts'
import { Facts } from '../../facts.tsx'
import { Notice } from '../../notice.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { ProgressBar } from '../../progress-bar.tsx'
import { ServerButton } from '../../server-button.tsx'
import { Status } from '../../status.tsx'
import { priceLabel } from '../list/price-label.ts'
import { RetryVideo } from '../transcode.ts'
import { isRetryable, videoState } from '../video-labels.ts'
import { AttemptTable } from './attempt-table.tsx'
import { CaptionList } from './caption-list.tsx'
import { PageLinks } from './page-links.tsx'
import { Players } from './players.tsx'
import { RenditionList } from './rendition-list.tsx'
import type { VideoDetails } from './video-details.ts'

/** A video: its players, state, facts, renditions, captions, and the attempts to encode it. */
export function VideoContents({ video, refetch }: { video: VideoDetails; refetch: () => void }) {
  const { path, bytes, durationSeconds, width, height, pages, playlist, attempts } = video
  const { text, tone } = videoState(video, 'RUNNING')
  const facts = [
    { title: t('videos.path'), value: path },
    ...(durationSeconds === null ? [] : [{ title: t('videos.length'), value: formatDuration(durationSeconds) }]),
    { title: t('videos.size'), value: formatBytes(bytes) },
    ...(width && height
      ? [{ title: t('videos.resolution'), value: t('videos.pixels', { width: String(width), height: String(height) }) }]
      : []),
    { title: t('videos.price'), value: priceLabel(video) ?? t('videos.noPrice') },
    { title: t('videos.usedBy'), value: <PageLinks pages={pages} /> },
  ]
  return (
    <Stack gap="xl">
      <Stack gap="sm">
        <Status tone={tone}>{text}</Status>
        {tone === 'running' && <ProgressBar thin label={t('videos.progress')} percent={video.percent} />}
        {video.error && <Failure video={video} />}
        {video.reencoding?.error && (
          <Notice tone="warning">{t('videos.reencodingError', { problem: video.reencoding.error.message })}</Notice>
        )}
      </Stack>
      <Players playlist={playlist} name={splitPath(path).name} refetch={refetch} />
      <Facts facts={facts} />
      {playlist?.url && <RenditionList url={playlist.url} />}
      {playlist && <CaptionList path={path} captions={playlist.captions} />}
      {attempts.length > 0 && <AttemptTable attempts={attempts} />}
    </Stack>
  )
}

/** Why a video failed, and a button where trying again can help. */
function Failure({ video }: { video: VideoDetails }) {
  const canTranscode = usePackagePermission('package.transcode')
  const [{ fetching, error }, retry] = useMutation(RetryVideo)
  return (
    <>
      <Notice tone="error">
        <Stack gap="sm" align="start">
          {video.error?.message}
          {canTranscode && isRetryable(video) && (
            <ServerButton size="xs" loading={fetching} onClick={() => retry({ id: video.id })}>
              {t('videos.retry')}
            </ServerButton>
          )}
        </Stack>
      </Notice>
      <ErrorNotice error={error} />
    </>
  )
}

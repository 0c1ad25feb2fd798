import '@mantine/core/styles/Drawer.layer.css'
import { Drawer } from '@mantine/core'
import { useQuery } from 'urql'
import { splitPath } from '../../../format/path.ts'
import { t } from '../../../texts/texts.ts'
import { LoadingSkeleton } from '../../loading-skeleton.tsx'
import { Notice } from '../../notice.tsx'
import { ErrorNotice } from '../../problem/error-notice.tsx'
import { useRefetchOnChange } from '../../use-refetch-on-change.ts'
import { VideoContents } from './video-contents.tsx'
import { VideoDetailsQuery } from './video-details.ts'

/** The panel of one video, over the page. Loaded when it is first opened. */
export default function VideoDrawer({ id, close }: { id: string; close: () => void }) {
  const [{ data, error, fetching }, refetch] = useQuery({
    query: VideoDetailsQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const video = data?.node?.__typename === 'Video' ? data.node : null
  // The list below pushes the state, and not what belongs to it: the stream, its captions, and the attempts.
  useRefetchOnChange(
    video ? `${video.status} ${video.contentHash} ${video.error?.message} ${video.reencoding?.status}` : '',
    refetch,
  )
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      size={720}
      padding="lg"
      title={<b>{video ? splitPath(video.path).name : t('videos.video')}</b>}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'none' } }}
    >
      <ErrorNotice error={error} retry={() => refetch({ requestPolicy: 'network-only' })} />
      {!video && fetching && <LoadingSkeleton lines={6} />}
      {!video && data && !fetching && <Notice tone="info">{t('videos.gone')}</Notice>}
      {video && <VideoContents video={video} refetch={() => refetch({ requestPolicy: 'network-only' })} />}
    </Drawer>
  )
}

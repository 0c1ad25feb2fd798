import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { counted } from '../../text/count.ts'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import type { Transcode } from './transcode.ts'
import { VideoRow } from './video-row.tsx'
import { videosSentence } from './video-words.ts'
import classes from './videos-card.module.css'

const SHOWN = 8

/** The package's videos, each with how far it is on the way to playing on any device. */
export function VideosCard({ transcode }: { transcode: Transcode }) {
  const [all, setAll] = useState(false)
  const videos = transcode.videos?.nodes ?? []
  const shown = all ? videos : videos.slice(0, SHOWN)
  const beyond = (transcode.videos?.totalCount ?? 0) - videos.length
  return (
    <Card title="Videos">
      <Text size="sm" mb={transcode.finishedAt ? 4 : 10} role="status">
        {videosSentence(transcode)}
      </Text>
      {!transcode.finishedAt && <ProgressBar thin label="Videos" percent={transcode.percent} />}
      {transcode.status === 'WAITING_FOR_BUDGET' && (
        <Notice tone="waiting">This month’s budget is used up. An administrator can let it go on.</Notice>
      )}
      {transcode.error && <Notice tone="bad">{transcode.error.message}</Notice>}
      <ul className={classes.videos}>
        {shown.map(video => (
          <VideoRow key={video.id} video={video} />
        ))}
      </ul>
      {shown.length < videos.length && (
        <Button variant="subtle" size="compact-sm" ml={-8} mt={6} onClick={() => setAll(true)}>
          Show all {counted(videos.length, 'video')}
        </Button>
      )}
      {all && beyond > 0 && (
        <Text size="sm" c="gray.6" mt={8}>
          and {counted(beyond, 'more', 'more')}
        </Text>
      )}
    </Card>
  )
}

import { Badge, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../../graphql/use-may.ts'
import { counted } from '../../text/count.ts'
import { Card } from '../card.tsx'
import { Notice } from '../notice.tsx'
import { TroubleNote } from '../problem/trouble-note.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { BudgetHold } from './budget-hold.tsx'
import { CostLine } from './cost-line.tsx'
import { isHeld } from './hold-words.ts'
import { StopQuestion } from './stop-question.tsx'
import type { Transcode } from './transcode.ts'
import { stoppedWords, streamsPercent, videosBadge, videosNote, videosSentence } from './transcode-words.ts'
import { useStop } from './use-stop.ts'
import { VideoRow } from './video-row.tsx'
import { troubleFirst } from './video-words.ts'
import classes from './videos-card.module.css'

const SHOWN = 8

/** The package's videos: how many stream, what it costs, and each with how far it is on the way to playing on any device. */
export function VideosCard({ transcode }: { transcode: Transcode }) {
  const mayTranscode = useMay('package.transcode')
  const stop = useStop(transcode)
  const badge = videosBadge(transcode)
  const open = transcode.finishedAt === null
  const held = open && isHeld(transcode)
  return (
    <Card
      title="Videos"
      aside={
        <Group gap={10} wrap="nowrap">
          {badge && <Badge color={badge.all ? 'board' : 'gray'}>{badge.words}</Badge>}
          {open && mayTranscode && (
            <Button
              ref={stop.button}
              variant="default"
              size="xs"
              aria-label={stop.stopping ? undefined : 'Stop making the videos ready'}
              disabled={stop.stopping || stop.asksBack}
              onClick={stop.ask}
            >
              {stop.stopping ? 'Stopping…' : 'Stop'}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap={10}>
        {open && !held && <ProgressBar thin label="Videos" percent={streamsPercent(transcode)} />}
        {stop.asksBack && <StopQuestion onStop={stop.stop} onKeep={stop.keep} />}
        <TroubleNote error={stop.trouble} />
        {held && <BudgetHold key={transcode.id} transcode={transcode} />}
        {transcode.status === 'CANCELED' && (
          <Notice tone="info">
            <b>Stopped.</b> {stoppedWords(transcode, mayTranscode)}
          </Notice>
        )}
        <div>
          <Text size="sm">{videosNote(transcode)}</Text>
          <CostLine transcode={transcode} />
        </div>
        {transcode.error && <Notice tone="bad">{transcode.error.message}</Notice>}
      </Stack>
      <VideoList transcode={transcode} mayRetry={mayTranscode} />
      <VisuallyHidden role="status" aria-live="polite">
        {videosSentence(transcode)}
      </VisuallyHidden>
    </Card>
  )
}

function VideoList({ transcode, mayRetry }: { transcode: Transcode; mayRetry: boolean }) {
  const [all, setAll] = useState(false)
  const videos = troubleFirst(transcode.videos?.nodes ?? [])
  const shown = all ? videos : videos.slice(0, SHOWN)
  const beyond = (transcode.videos?.totalCount ?? 0) - videos.length
  return (
    <>
      <ul className={classes.videos}>
        {shown.map(video => (
          <VideoRow key={video.id} video={video} of={transcode.status} mayRetry={mayRetry} />
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
    </>
  )
}

import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../../texts/texts.ts'
import { StopButton } from '../stop-button.tsx'
import type { Transcode } from '../transcode.ts'
import { TranscodeState } from '../transcode-state.tsx'
import { useCancel } from '../use-cancel.ts'

/** The totals of the videos in one line with the processing that goes on below, and the choice of the view. */
export function Processing({ transcode, totals, viewChoice }: Props) {
  const cancellation = useCancel(transcode)
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        {totals}
        <Group gap="sm">
          <StopButton transcode={transcode} cancellation={cancellation} />
          {viewChoice}
        </Group>
      </Group>
      <TranscodeState transcode={transcode} cancellation={cancellation} />
      {transcode.finishedAt === null && transcode.videosReencoding > 0 && (
        <Text size="sm" c="dimmed">
          {t('videos.reencodingNote', { count: transcode.videosReencoding })}
        </Text>
      )}
    </Stack>
  )
}

type Props = { transcode: Transcode; totals: ReactNode; viewChoice: ReactNode }

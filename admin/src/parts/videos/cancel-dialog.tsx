import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'

/** Asks before processing is stopped. The safe answer has the focus. */
export function CancelDialog({ onConfirm, onDismiss }: { onConfirm: () => void; onDismiss: () => void }) {
  const keepButton = useRef<HTMLButtonElement>(null)
  useEffect(() => keepButton.current?.focus(), [])
  return (
    <Notice tone="warning">
      <Stack gap={10}>
        <div>
          <Text fw={600} size="sm">
            {t('videos.stopQuestion')}
          </Text>
          {t('videos.stopHelp')}
        </div>
        <Group gap="sm">
          <Button ref={keepButton} variant="default" size="xs" onClick={onDismiss}>
            {t('videos.keepProcessing')}
          </Button>
          <Button color="brick" size="xs" onClick={onConfirm}>
            {t('videos.confirmStop')}
          </Button>
        </Group>
      </Stack>
    </Notice>
  )
}

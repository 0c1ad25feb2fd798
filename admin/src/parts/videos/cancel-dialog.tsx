import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Notice } from '../notice.tsx'

/** Asks before the making is stopped. The harmless answer has the focus. */
export function CancelDialog({ onStop: onConfirm, onKeep: onDismiss }: { onStop: () => void; onKeep: () => void }) {
  const keepButton = useRef<HTMLButtonElement>(null)
  useEffect(() => keepButton.current?.focus(), [])
  return (
    <Notice tone="careful">
      <Stack gap={10}>
        <div>
          <Text fw={600} size="sm">
            Stop making these videos ready?
          </Text>
          What is ready stays. What is being made now is begun anew when you go on.
        </div>
        <Group gap="xs">
          <Button ref={keepButton} variant="default" size="xs" onClick={onDismiss}>
            Go on making them
          </Button>
          <Button color="brick" size="xs" onClick={onConfirm}>
            Stop
          </Button>
        </Group>
      </Stack>
    </Notice>
  )
}

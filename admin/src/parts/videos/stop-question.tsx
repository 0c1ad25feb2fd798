import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Notice } from '../notice.tsx'

/** Asks before the making is stopped. The harmless answer has the focus. */
export function StopQuestion({ onStop, onKeep }: { onStop: () => void; onKeep: () => void }) {
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
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
          <Button ref={keep} variant="default" size="xs" onClick={onKeep}>
            Go on making them
          </Button>
          <Button color="brick" size="xs" onClick={onStop}>
            Stop
          </Button>
        </Group>
      </Stack>
    </Notice>
  )
}

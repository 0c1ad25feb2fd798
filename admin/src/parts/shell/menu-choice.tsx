import { SegmentedControl, Text } from '@mantine/core'
import { useId } from 'react'

/** One of a few values in the account menu, with a label above them. */
export function MenuChoice({ label, value, data, onChange }: Props) {
  const id = useId()
  return (
    <div>
      <Text id={id} size="xs" c="dimmed" fw={600} mb={4}>
        {label}
      </Text>
      <SegmentedControl aria-labelledby={id} fullWidth size="xs" {...{ value, data, onChange }} />
    </div>
  )
}

type Props = {
  label: string
  value: string
  data: { value: string; label: string }[]
  onChange: (value: string) => void
}

import { Button, Group, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { t } from '../texts/texts.ts'
import { CheckIcon } from '../theme/icons.tsx'

/** A value that is copied, such as a secret that is shown once. A click into the field selects it all. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const clipboard = useClipboard({ timeout: 4_000 })
  return (
    <Group gap="sm" align="end" wrap="nowrap">
      <TextInput
        label={label}
        value={value}
        readOnly
        flex={1}
        miw={0}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        onFocus={event => event.currentTarget.select()}
      />
      <Button
        variant={clipboard.copied ? 'light' : 'default'}
        leftSection={clipboard.copied ? <CheckIcon /> : undefined}
        onClick={() => clipboard.copy(value)}
      >
        <span role="status">{clipboard.copied ? t('common.copied') : t('common.copy')}</span>
      </Button>
    </Group>
  )
}

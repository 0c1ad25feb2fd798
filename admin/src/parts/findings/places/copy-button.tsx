import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { t } from '../../../texts/texts.ts'

/** Copies a short text that stands before it. */
export function CopyButton({ text }: { text: string }) {
  const clipboard = useClipboard({ timeout: 4_000 })
  return (
    <Button variant="subtle" size="compact-xs" onClick={() => clipboard.copy(text)}>
      <span role="status">{clipboard.copied ? t('common.copied') : t('common.copy')}</span>
    </Button>
  )
}

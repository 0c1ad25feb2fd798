import { Skeleton, Stack } from '@mantine/core'
import { t } from '../texts/texts.ts'

/** Gray lines in place of content that is loading. */
export function LoadingSkeleton({ lines = 4 }: { lines?: number }) {
  return (
    <Stack gap="md" aria-busy="true" aria-label={t('common.loading')} role="status">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
        <Skeleton key={line} height={line === 0 ? 30 : 18} width={line === 0 ? '38%' : `${92 - line * 9}%`} />
      ))}
    </Stack>
  )
}

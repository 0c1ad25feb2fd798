import { Stack, Text } from '@mantine/core'
import { formatDate } from '../../../format/date.ts'
import { t } from '../../../texts/texts.ts'
import { ProgressBar } from '../../progress-bar.tsx'
import { donePages } from './changed-share.ts'
import type { PageComparison } from './page-comparison.ts'

/** How far a comparison is, or what it found. */
export function LooksProgress({ comparison }: { comparison: PageComparison }) {
  const { status, pages, changedPages, expiresAt } = comparison
  const done = donePages(pages).length
  if (status === 'DONE')
    return (
      <Text size="sm" c="dimmed" role="status">
        {pages.length === 0
          ? t('looks.noPages')
          : changedPages > pages.length
            ? t('looks.firstOnly', { count: pages.length, total: String(changedPages) })
            : t('looks.done', { count: pages.length })}{' '}
        {pages.length > 0 && t('looks.kept', { date: formatDate(new Date(expiresAt)) })}
      </Text>
    )
  const isRunning = status === 'RUNNING'
  const label = isRunning ? t('looks.running', { done: String(done), count: pages.length }) : t('looks.queued')
  return (
    <Stack gap={6}>
      <ProgressBar
        label={t('looks.progress')}
        percent={isRunning ? (100 * done) / Math.max(1, pages.length) : null}
        valueText={label}
      />
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </Stack>
  )
}

import { Text } from '@mantine/core'
import { formatBytes } from '../../format/bytes.ts'
import { formatEstimate } from '../../format/money.ts'
import { t } from '../../texts/texts.ts'
import type { ChangeSummary } from './change.ts'

/** The sizes of all changed files together, and what the new videos cost. */
export function ChangeTotals({ summary }: { summary: ChangeSummary }) {
  const { added, changed, removed, bytesBefore, bytesAfter, newVideos, estimatedCost } = summary
  return (
    <Text size="sm" role="status">
      {t('changes.totals', { count: added + changed + removed })}{' '}
      <Text span inherit c="dimmed">
        {t('changes.sizes', { before: formatBytes(bytesBefore), after: formatBytes(bytesAfter) })}
        {newVideos > 0 &&
          ` · ${t('changes.newVideos', { count: newVideos, cost: estimatedCost ? formatEstimate(estimatedCost) : 'unknown' })}`}
      </Text>
    </Text>
  )
}

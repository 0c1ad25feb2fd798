import { Stack } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { CheckIcon } from '../../theme/icons.tsx'
import { EmptyState } from '../empty-state.tsx'
import { FindingGroup } from './finding-group.tsx'
import type { FindingCounts } from './finding-labels.ts'
import { SEVERITIES } from './finding-labels.ts'

/** The findings of the package, the most severe first, each with its fix. */
export default function FindingsPanel({ slug, counts }: { slug: string; counts: FindingCounts }) {
  const nonEmptySeverities = SEVERITIES.filter(severity => counts[severity] > 0)
  if (nonEmptySeverities.length === 0)
    return (
      <EmptyState icon={<CheckIcon />} title={t('findings.noneTitle')}>
        {t('findings.none')}
      </EmptyState>
    )
  return (
    <Stack gap="xl">
      {nonEmptySeverities.map(severity => (
        <FindingGroup key={severity} slug={slug} severity={severity} total={counts[severity]} />
      ))}
    </Stack>
  )
}

import { Stack } from '@mantine/core'
import { CheckIcon } from '../../theme/icons.tsx'
import { EmptyState } from '../empty-state.tsx'
import { FindingGroup } from './finding-group.tsx'
import type { FindingCounts } from './finding-labels.ts'
import { SEVERITIES } from './finding-labels.ts'

/** What was found in the package, the most severe first; each with the way to mend it. */
export function FindingsPanel({ slug, counts }: { slug: string; counts: FindingCounts }) {
  const nonEmptySeverities = SEVERITIES.filter(severity => counts[severity] > 0)
  if (nonEmptySeverities.length === 0)
    return (
      <EmptyState icon={<CheckIcon />} title="Nothing to mend">
        Every page, picture and video that the package names is there.
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

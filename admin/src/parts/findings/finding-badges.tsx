import { Group, VisuallyHidden } from '@mantine/core'
import { formatCount } from '../../format/count.ts'
import { Status } from '../status.tsx'
import { type FindingCounts, severityTitle, severityTones } from './finding-labels.ts'

const SHOWN = ['ERROR', 'WARNING'] as const

/** The number of errors in red, and of warnings in amber. Notes do not count. */
export function FindingBadges({ counts }: { counts: FindingCounts }) {
  return (
    <Group gap={8} wrap="nowrap" component="span">
      {SHOWN.filter(severity => counts[severity] > 0).map(severity => (
        <Status key={severity} tone={severityTones[severity]}>
          {formatCount(counts[severity])} <VisuallyHidden component="span">{severityTitle(severity)}</VisuallyHidden>
        </Status>
      ))}
    </Group>
  )
}

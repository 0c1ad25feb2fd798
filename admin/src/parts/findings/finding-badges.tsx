import { Badge, Group, VisuallyHidden } from '@mantine/core'
import { formatCount } from '../../format/count.ts'
import { type FindingCounts, severityTitle } from './finding-labels.ts'

const BADGES = [
  ['ERROR', 'brick'],
  ['WARNING', 'amber'],
] as const

/** The number of errors in red, and of warnings in amber. Notes do not count. */
export function FindingBadges({ counts }: { counts: FindingCounts }) {
  return (
    <Group gap={4} wrap="nowrap" component="span">
      {BADGES.filter(([severity]) => counts[severity] > 0).map(([severity, color]) => (
        <Badge key={severity} size="sm" radius="xl" color={color}>
          {formatCount(counts[severity])} <VisuallyHidden component="span">{severityTitle(severity)}</VisuallyHidden>
        </Badge>
      ))}
    </Group>
  )
}

import { Stack } from '@mantine/core'
import { CheckIcon } from '../../look/icons.tsx'
import { Empty } from '../empty.tsx'
import { FindingGroup } from './finding-group.tsx'
import type { FindingCounts } from './finding-words.ts'
import { SEVERITIES } from './finding-words.ts'

/** What was found in the package, the most severe first; each with the way to mend it. */
export function FindingsPanel({ slug, counts }: { slug: string; counts: FindingCounts }) {
  const some = SEVERITIES.filter(severity => counts[severity] > 0)
  if (some.length === 0)
    return (
      <Empty icon={<CheckIcon />} title="Nothing to mend">
        Every page, picture and video that the package names is there.
      </Empty>
    )
  return (
    <Stack gap="xl">
      {some.map(severity => (
        <FindingGroup key={severity} slug={slug} severity={severity} total={counts[severity]} />
      ))}
    </Stack>
  )
}

import { Stack } from '@mantine/core'
import { ReleaseHistory } from './release-history.tsx'
import { RunHistory } from './run-history.tsx'

/** Earlier releases and synchronizations. Both lists refetch when `version` changes. */
export function HistoryPanel({ slug, version }: { slug: string; version: string }) {
  return (
    <Stack gap="xl">
      <ReleaseHistory slug={slug} version={version} />
      <RunHistory slug={slug} version={version} />
    </Stack>
  )
}

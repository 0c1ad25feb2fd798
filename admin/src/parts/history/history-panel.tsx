import { Stack } from '@mantine/core'
import { ReleaseHistory } from './release-history.tsx'
import { RunHistory } from './run-history.tsx'

/** What was before: releases and synchronisations. `version` changes when something was added, and reads both again. */
export function HistoryPanel({ slug, version }: { slug: string; version: string }) {
  return (
    <Stack gap="xl">
      <ReleaseHistory slug={slug} version={version} />
      <RunHistory slug={slug} version={version} />
    </Stack>
  )
}

import { Stack } from '@mantine/core'
import { ReleaseHistory, type ReleasePlaces } from './release-history.tsx'
import { RunHistory } from './run-history.tsx'

/** Earlier releases and synchronizations. Both lists refetch when `version` changes. */
export default function HistoryPanel({ slug, version, environments, deployments }: Props) {
  return (
    <Stack gap="xl">
      <ReleaseHistory slug={slug} version={version} environments={environments} deployments={deployments} />
      <RunHistory slug={slug} version={version} />
    </Stack>
  )
}

type Props = { slug: string; version: string } & ReleasePlaces

import { Stack, Text } from '@mantine/core'
import { CheckIcon, ErrorIcon } from '../../theme/icons.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Notice } from '../notice.tsx'
import { PathList } from '../path-list.tsx'
import classes from './sync-result.module.css'
import type { SyncRun } from './sync-run.ts'
import { outcomeLabel } from './sync-labels.ts'

/** How a run ended: when, by whom, and what to do where it did not end well. */
export function SyncResult({ run }: { run: SyncRun }) {
  return (
    <Stack gap="md">
      <div className={classes.headline} data-status={run.status}>
        <span className={classes.mark}>{run.status === 'SUCCEEDED' ? <CheckIcon /> : <ErrorIcon />}</span>
        <Text fw={600} size="lg">
          {outcomeLabel(run.status)} <RelativeTime at={run.finishedAt ?? run.startedAt} />
        </Text>
        <Text size="sm" c="gray.6">
          {run.status === 'SUCCEEDED' ? 'by' : 'started by'} {run.startedBy.name}
        </Text>
      </div>
      <NextSteps run={run} />
      {run.unsettledPaths.length > 0 && (
        <Notice tone="careful">
          <b>Dropbox is still uploading</b>
          <PathList paths={run.unsettledPaths} />
          <div>Synchronise again when Dropbox is done.</div>
        </Notice>
      )}
    </Stack>
  )
}

function NextSteps({ run }: { run: SyncRun }) {
  const hasCopiedFiles = run.filesDone > 0
  if (run.status === 'FAILED')
    return (
      <Notice tone="bad">
        {run.error?.message ?? 'Something went wrong on the way. Please synchronise again.'}
        {hasCopiedFiles && ' What was copied by then stays; synchronising again goes on from there.'}
      </Notice>
    )
  if (run.status === 'CANCELED')
    return (
      <Notice tone="info">
        {hasCopiedFiles && 'What was copied before stays. '}
        {run.filesDeleted > 0 && 'Nothing was deleted. '}Synchronise again to fetch the rest.
      </Notice>
    )
  if (run.filesDone + run.filesUnchanged === 0)
    return (
      <Notice tone="info">
        There is nothing in this folder yet. Put the pages of the lesson into it, wait until Dropbox has uploaded them,
        then synchronise again.
      </Notice>
    )
  return null
}

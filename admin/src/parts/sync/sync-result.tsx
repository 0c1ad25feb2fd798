import { Stack, Text } from '@mantine/core'
import { CheckIcon, StopIcon } from '../../look/icons.tsx'
import { Moment } from '../moment.tsx'
import { Notice } from '../notice.tsx'
import { PathList } from '../path-list.tsx'
import classes from './sync-result.module.css'
import type { SyncRun } from './sync-run.ts'
import { cameToSomething, outcome, outcomeFigures } from './sync-words.ts'

/** How a run ended: when, by whom, in numbers; and what to do where it did not end well. */
export function SyncResult({ run }: { run: SyncRun }) {
  return (
    <Stack gap="md">
      <div className={classes.headline} data-status={run.status}>
        <span className={classes.mark}>{run.status === 'SUCCEEDED' ? <CheckIcon /> : <StopIcon />}</span>
        <Text fw={600} size="lg">
          {outcome(run.status)} <Moment at={run.finishedAt ?? run.startedAt} />
        </Text>
        <Text size="sm" c="gray.6">
          {run.status === 'SUCCEEDED' ? 'by' : 'started by'} {run.startedBy.name}
        </Text>
      </div>
      {(run.status === 'SUCCEEDED' || cameToSomething(run)) && (
        <ul className={classes.outcome} aria-label="What it came to">
          {outcomeFigures(run).map(([figure, what]) => (
            <li key={what}>
              <b>{figure}</b> {what}
            </li>
          ))}
        </ul>
      )}
      {run.status === 'SUCCEEDED' && run.filesDone + run.filesUnchanged === 0 && (
        <Notice tone="info">
          There is nothing in this folder yet. Put the pages of the lesson into it, wait until Dropbox has uploaded
          them, then synchronise again.
        </Notice>
      )}
      {run.status === 'FAILED' && (
        <Notice tone="bad">
          {run.error?.message ?? 'Something went wrong on the way. Please synchronise again.'}
          {run.filesDone > 0 && ' What was copied by then stays; synchronising again goes on from there.'}
        </Notice>
      )}
      {run.status === 'CANCELED' && (
        <Notice tone="info">
          {run.filesDone > 0 && 'What was copied before stays. '}Synchronise again to fetch the rest.
        </Notice>
      )}
      {run.unsettledPaths.length > 0 && (
        <Notice tone="careful">
          Dropbox was still uploading or changing these files. Wait until Dropbox is done, then synchronise again.
          <PathList paths={run.unsettledPaths} />
        </Notice>
      )}
    </Stack>
  )
}

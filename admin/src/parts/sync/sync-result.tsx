import { Stack, Text } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { Notice } from '../notice.tsx'
import { PathList } from '../path-list.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status } from '../status.tsx'
import { nextSteps, outcomeTone } from './sync-labels.ts'
import classes from './sync-result.module.css'
import type { SyncRun } from './sync-run.ts'

/** The outcome of a run: when, by whom, and what to do if it did not succeed. */
export function SyncResult({ run }: { run: SyncRun }) {
  const { status, startedBy } = run
  const hasSucceeded = status === 'SUCCEEDED'
  const steps = nextSteps(run)
  return (
    <Stack gap="lg">
      <div className={classes.headline}>
        <Text size="lg" component="div">
          <Status tone={outcomeTone(run)}>
            {t.rich('sync.outcomeTime', { status, time: () => <RelativeTime at={run.finishedAt ?? run.startedAt} /> })}
          </Status>
        </Text>
        <Text size="sm" c="dimmed">
          {t(hasSucceeded ? 'sync.byPerson' : 'sync.startedByPerson', { name: startedBy.name })}
        </Text>
      </div>
      {steps && <Notice tone={status === 'FAILED' ? 'error' : 'info'}>{steps}</Notice>}
      {run.unsettledPaths.length > 0 && (
        <Notice tone="warning">
          <b>{t('sync.stillUploading')}</b>
          <PathList paths={run.unsettledPaths} />
          <div>{t('sync.synchronizeLater')}</div>
        </Notice>
      )}
    </Stack>
  )
}

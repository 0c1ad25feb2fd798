import { Group, Stack, Text } from '@mantine/core'
import { ConnectDropbox } from '../dropbox/connect-dropbox.tsx'
import { Notice } from '../notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { useCalmPace } from './progress.ts'
import classes from './sync-progress.module.css'
import type { SyncRun } from './sync-run.ts'
import { announcement, copyingFigures, countingFigures, phaseTitle } from './sync-words.ts'

/** A run that goes on: its phase, the bar, the figures. `percent` is null as long as nobody knows. */
export function SyncProgress({ run, percent }: { run: SyncRun; percent: number | null }) {
  const calm = useCalmPace(run)
  const asks = run.status === 'WAITING_FOR_CONFIRMATION'
  // A bar that only moves says that something goes on: not while the run waits.
  const bar = !asks && (percent !== null || run.status === 'RUNNING')
  return (
    <Stack gap={10}>
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <Text fw={600} size="lg">
          {phaseTitle(run)}
        </Text>
        {percent !== null && !asks && <span className={classes.percent}>{Math.floor(percent)} %</span>}
      </Group>
      {bar && <ProgressBar label="Synchronisation" percent={percent} says={announcement(run, percent)} />}
      {bar && <Figures figures={run.phase === 'CALCULATING' ? countingFigures(run) : copyingFigures(calm)} />}
      {run.status === 'WAITING_FOR_DROPBOX' && (
        <Notice tone="careful">
          Dropbox must be connected again. What was copied stays; the synchronisation goes on by itself afterwards.{' '}
          <ConnectDropbox />
        </Notice>
      )}
    </Stack>
  )
}

/** Figures in one quiet line, set apart by dots. */
export function Figures({ figures }: { figures: string[] }) {
  return (
    <div className={classes.figures}>
      {figures.map(figure => (
        <span key={figure}>{figure}</span>
      ))}
    </div>
  )
}

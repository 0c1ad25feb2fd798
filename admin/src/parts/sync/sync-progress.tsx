import { Group, Stack, Text } from '@mantine/core'
import { ConnectDropbox } from '../dropbox/connect-dropbox.tsx'
import { Notice } from '../notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { useSmoothedPace } from './progress.ts'
import classes from './sync-progress.module.css'
import type { SyncRun } from './sync-run.ts'
import { copyingFigures, countingFigures, phaseTitle, screenReaderMessage } from './sync-labels.ts'

/** A run that goes on: its phase, the bar, the figures. `percent` is null as long as nobody knows. */
export function SyncProgress({ run, percent }: { run: SyncRun; percent: number | null }) {
  const smoothedRun = useSmoothedPace(run)
  const isAwaitingConfirmation = run.status === 'WAITING_FOR_CONFIRMATION'
  // A bar that only moves says that something goes on: not while the run waits.
  const isBarVisible = !isAwaitingConfirmation && (percent !== null || run.status === 'RUNNING')
  return (
    <Stack gap={10}>
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <Text fw={600} size="lg">
          {phaseTitle(run)}
        </Text>
        {percent !== null && !isAwaitingConfirmation && (
          <span className={classes.percent}>{Math.floor(percent)} %</span>
        )}
      </Group>
      {isBarVisible && (
        <ProgressBar label="Synchronisation" percent={percent} says={screenReaderMessage(run, percent)} />
      )}
      {isBarVisible && (
        <Figures figures={run.phase === 'CALCULATING' ? countingFigures(run) : copyingFigures(smoothedRun)} />
      )}
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

import { Group, Stack, Text } from '@mantine/core'
import { Notice } from '../notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import classes from './sync-progress.module.css'
import type { SyncRun } from './sync-run.ts'
import { announcement, copiedPercent, copyingFigures, countingFigures, phaseTitle } from './sync-words.ts'

/** A run that goes on: its phase, the bar, the figures. */
export function SyncProgress({ run }: { run: SyncRun }) {
  const counting = run.phase === 'CALCULATING'
  const percent = counting ? null : run.phase === 'COPYING' ? copiedPercent(run) : 100
  const asks = run.status === 'WAITING_FOR_CONFIRMATION'
  return (
    <Stack gap={10}>
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <Text fw={600} size="lg">
          {phaseTitle(run)}
        </Text>
        {percent !== null && !asks && <span className={classes.percent}>{Math.floor(percent)} %</span>}
      </Group>
      {!asks && (
        <>
          <ProgressBar label="Synchronisation" percent={percent} says={announcement(run)} />
          <Figures figures={counting ? countingFigures(run) : copyingFigures(run)} />
        </>
      )}
      <Why run={run} />
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

function Why({ run }: { run: SyncRun }) {
  if (run.status === 'WAITING_FOR_DROPBOX')
    return <Notice tone="waiting">Dropbox asked for a short break. It goes on by itself.</Notice>
  if (run.status === 'WAITING_FOR_CONFIRMATION')
    return (
      <Notice tone="careful">
        More than a third of this package would be removed, because it is no longer in Dropbox. So nothing is removed
        without a yes. If a folder went by mistake, cancel and put it back first.
      </Notice>
    )
  return null
}

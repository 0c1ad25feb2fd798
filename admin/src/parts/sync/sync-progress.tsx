import { Group, Stack, Text } from '@mantine/core'
import { formatPercent } from '../../format/count.ts'
import { t } from '../../texts/texts.ts'
import { ConnectDropbox } from '../dropbox/connect-dropbox.tsx'
import { Notice } from '../notice.tsx'
import { ProgressBar } from '../progress-bar.tsx'
import { Status } from '../status.tsx'
import { CurrentFiles } from './current-files.tsx'
import { useSmoothedPace } from './progress.ts'
import {
  copyingFigures,
  countingFigures,
  needsDecision,
  phaseTitle,
  runTone,
  screenReaderMessage,
} from './sync-labels.ts'
import classes from './sync-progress.module.css'
import type { SyncRun } from './sync-run.ts'

/** A run in progress: phase, bar, and figures. `percent` is null while it is unknown. */
export function SyncProgress({ run, percent }: { run: SyncRun; percent: number | null }) {
  const smoothedRun = useSmoothedPace(run)
  const isAwaitingDecision = needsDecision(run)
  // The indeterminate bar is hidden while the run waits.
  const isBarVisible = !isAwaitingDecision && (percent !== null || run.status === 'RUNNING')
  return (
    <Stack gap={10}>
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <Text size="lg" component="div">
          <Status tone={runTone(run)}>{phaseTitle(run)}</Status>
        </Text>
        {percent !== null && !isAwaitingDecision && <span className={classes.percent}>{formatPercent(percent)}</span>}
      </Group>
      {isBarVisible && (
        <ProgressBar label={t('sync.title')} percent={percent} valueText={screenReaderMessage(run, percent)} />
      )}
      {isBarVisible && (
        <Figures figures={run.phase === 'CALCULATING' ? countingFigures(run) : copyingFigures(smoothedRun)} />
      )}
      {isBarVisible && run.phase === 'COPYING' && <CurrentFiles files={run.currentFiles} />}
      {run.status === 'WAITING_FOR_DROPBOX' && (
        <Notice tone="warning">
          {t('sync.reconnect')} <ConnectDropbox isAgain />
        </Notice>
      )}
    </Stack>
  )
}

/** Figures in one line, separated by dots. */
export function Figures({ figures }: { figures: string[] }) {
  return (
    <div className={classes.figures}>
      {figures.map(figure => (
        <span key={figure}>{figure}</span>
      ))}
    </div>
  )
}

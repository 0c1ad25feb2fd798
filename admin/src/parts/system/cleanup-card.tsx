import { Stack } from '@mantine/core'
import { t } from '../../texts/texts.ts'
import { Card } from '../card.tsx'
import { Facts } from '../facts.tsx'
import { RelativeTime } from '../relative-time.tsx'
import { Status, type StatusTone } from '../status.tsx'
import { DryRun, StartDryRunButton } from './dry-run.tsx'
import type { SystemStatus } from './system.ts'
import { removalLabel } from './system-labels.ts'

const tones: Record<string, StatusTone> = { COMPLETED: 'done', RUNNING: 'running' }

/** The nightly cleanup: the last and the next one, and what one would remove now. */
export function CleanupCard({ status: { cleanup, cleanupDryRun } }: { status: SystemStatus }) {
  return (
    <Card title={t('system.cleanup')} aside={<StartDryRunButton dryRun={cleanupDryRun} />}>
      <Stack gap="lg">
        {cleanup ? <Facts facts={nightFacts(cleanup)} /> : t('system.cleanupUnknown')}
        {cleanupDryRun ? <DryRun dryRun={cleanupDryRun} /> : <span>{t('system.dryRunHelp')}</span>}
      </Stack>
    </Card>
  )
}

function nightFacts({ lastAt, lastStatus, lastRemovals, nextAt }: NonNullable<SystemStatus['cleanup']>) {
  const result = lastStatus && (
    <Status tone={tones[lastStatus] ?? 'failed'}>{t('system.runStatus', { status: lastStatus })}</Status>
  )
  const removed = lastRemovals && (lastRemovals.length > 0 ? <Removals removals={lastRemovals} /> : t('system.nothing'))
  return [
    { title: t('system.lastNight'), value: lastAt ? <RelativeTime at={lastAt} /> : t('system.notYet') },
    ...(result ? [{ title: t('system.result'), value: result }] : []),
    ...(removed ? [{ title: t('system.removed'), value: removed }] : []),
    { title: t('system.nextNight'), value: nextAt ? <RelativeTime at={nextAt} /> : t('system.paused') },
  ]
}

function Removals({ removals }: { removals: NonNullable<NonNullable<SystemStatus['cleanup']>['lastRemovals']> }) {
  return (
    <Stack gap={2}>
      {removals.map(removal => (
        <span key={removal.kind}>{removalLabel(removal)}</span>
      ))}
    </Stack>
  )
}
